import './contacts.css';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { BookPerson } from '../../electron/core/contacts/book.ts';
import { telNumber } from '../../electron/core/contacts/phone.ts';
import type { FoundPeople, ImportPreview } from '../../electron/core/contacts/views.ts';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { MINUTE_MS } from '../../electron/core/time.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk } from '../store/context.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/words.ts';
import ImportDialog from './import-dialog.tsx';
import { Imports } from './imports.tsx';
import { LadderList } from './ladder-list.tsx';
import { PersonRow } from './person-row.tsx';
import { Channels, Vendors } from './services.tsx';
import TakeOverDialog from './take-over-dialog.tsx';
import { type ContactVerbs, useContactVerbs } from './use-contact-verbs.ts';
import { useContacts, useSearch } from './use-contacts.ts';

/** Everybody who can be called: who is on call first, then whoever one types. All of it is on this computer. */
export default function ContactsScreen({ snapshot }: { readonly snapshot: AppSnapshot }) {
  // By the minute, because a turn may have ended.
  const { view, problem, reload } = useContacts(Math.floor(snapshot.atWallMs / MINUTE_MS));
  const verbs = useContactVerbs(reload);
  const { bridge } = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState('');
  const words = useDeferredValue(wanted.trim().slice(0, 200));
  const found = useSearch(words, view);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [taking, setTaking] = useState<BookPerson | null>(null);
  const isReady = view !== null;
  useEffect(() => {
    if (isReady) field.current?.focus();
  }, [isReady]);

  async function choose(): Promise<void> {
    setRefused(null);
    const reply = await bridge.chooseContactsFile(undefined);
    if (reply.ok) setPreview(reply.value);
    else setRefused(reply.message);
  }
  useContactActions(view?.ladder[0]?.primary?.person?.phones[0] ?? null, () => field.current?.focus(), choose);

  if (view === null) {
    return (
      <>
        <h1 tabIndex={-1}>Contacts</h1>
        <p className="note">{problem ?? 'Opening the contacts…'}</p>
      </>
    );
  }
  return (
    <div className="contacts">
      <div className="contacts-main">
        <h1 tabIndex={-1}>Contacts</h1>
        <div className="contacts-search">
          <input
            ref={field}
            className="field"
            type="search"
            aria-label="Search people"
            placeholder="Name, role, team or number"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <Button keys="i" onPress={() => void choose()}>
            Import…
          </Button>
        </div>
        {refused !== null && (
          <p className="missing" role="alert">
            {refused}
          </p>
        )}
        {found === null && <LadderList view={view} verbs={verbs} />}
        <People words={words} found={found ?? view.people} verbs={verbs} onTakeOver={setTaking} />
      </div>
      <aside className="contacts-side" aria-label="Services, channels and imports">
        <Vendors vendors={view.vendors} />
        <Channels channels={view.channels} />
        <Imports imports={view.imports} verbs={verbs} />
      </aside>
      {preview !== null && (
        <ImportDialog preview={preview} onKeep={() => verbs.keep(preview)} onClose={() => setPreview(null)} />
      )}
      {taking !== null && (
        <TakeOverDialog
          person={taking}
          ladder={view.ladder}
          onTakeOver={(level, untilWallMs) => verbs.takeOver(taking, level, untilWallMs)}
          onClose={() => setTaking(null)}
        />
      )}
    </div>
  );
}

interface PeopleProps {
  readonly words: string;
  readonly found: FoundPeople;
  readonly verbs: ContactVerbs;
  readonly onTakeOver: (person: BookPerson) => void;
}

function People({ words, found, verbs, onTakeOver }: PeopleProps) {
  const left = found.count - found.people.length;
  return (
    <section aria-labelledby="people-title">
      <h2 id="people-title">People</h2>
      <p className="sr" role="status">
        {words !== '' && count(found.count, 'person', 'people')}
      </p>
      {found.people.length === 0 ? (
        <p className="note">
          {words === ''
            ? 'Nobody yet. Import a vCard, CSV or YAML file of your team, and an iCalendar file of the rota; or name people in the playbook.'
            : `Nobody fits “${words}”.`}
        </p>
      ) : (
        <ul className="panel rows people" aria-label="People">
          {found.people.map((person) => (
            <PersonRow key={person.key} person={person} verbs={verbs} onTakeOver={onTakeOver} />
          ))}
        </ul>
      )}
      {left > 0 && <p className="note">And {count(left, 'other', 'others')}: type more of the name.</p>}
    </section>
  );
}

/** `number`: of whoever is on call. */
function useContactActions(number: string | null, search: () => void, choose: () => Promise<void>): void {
  const verbs = useVerbs();
  const dialled = number === null ? null : telNumber(number);
  const actions: Action[] = [
    { id: 'contacts-search', label: 'Search people', keys: '/', group: 'Contacts', run: search },
    {
      id: 'contacts-import',
      label: 'Import contacts or a rota',
      keys: 'i',
      group: 'Contacts',
      run: () => void choose(),
    },
  ];
  if (number !== null) {
    const run = (): void => void verbs.copy(number, number);
    actions.push({ id: 'contacts-copy', label: 'Copy the number on call', keys: 'n', group: 'Contacts', run });
  }
  if (dialled !== null) {
    const run = (): void => void verbs.open(`tel:${dialled}`);
    actions.push({ id: 'contacts-call', label: 'Call whoever is on call', keys: 'c', group: 'Contacts', run });
  }
  useActions(actions);
}
