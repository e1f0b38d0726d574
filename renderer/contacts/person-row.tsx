import { useState } from 'react';
import type { BookPerson } from '../../electron/core/contacts/book.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/time.tsx';
import { TimeThere } from '../ui/time-there.tsx';
import { Chat, Email, Phone } from './reach.tsx';
import type { ContactVerbs } from './use-contact-verbs.ts';

interface PersonRowProps {
  readonly person: BookPerson;
  readonly verbs: ContactVerbs;
  readonly onTakeOver: (person: BookPerson) => void;
}

/** One person: the number at hand, the rest when opened. */
export function PersonRow({ person, verbs, onTakeOver }: PersonRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { name, phones, emails } = person;
  return (
    <li className="person">
      <div>
        <button type="button" className="link alert-name" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {name}
        </button>
        <small>
          <span>{about(person)}</span> <TimeThere zone={person.zone} />
        </small>
      </div>
      <div className="person-reach">
        {(isOpen ? phones : phones.slice(0, 1)).map((each) => (
          <Phone key={each} text={each} who={name} />
        ))}
        {(isOpen ? emails : emails.slice(0, phones.length === 0 ? 1 : 0)).map((each) => (
          <Email key={each} address={each} who={name} />
        ))}
        {isOpen && person.chat !== null && <Chat text={person.chat} who={name} />}
        {phones.length + emails.length === 0 && <span className="missing">no number</span>}
      </div>
      {isOpen && (
        <div className="person-more">
          {person.more.map(({ label, value }) => (
            <p key={`${label} ${value}`} className="note">
              {label}: {value}
            </p>
          ))}
          <p className="note">
            From {person.from.map((from) => (from === 'playbook' ? 'the playbook' : from)).join(', ')}
            {person.confirmedWallMs !== null && (
              <>
                {' · confirmed '}
                <Moment atWallMs={person.confirmedWallMs} />
              </>
            )}
          </p>
          <div className="buttons">
            <Button onPress={() => verbs.confirm(person)}>Confirm the number</Button>
            <Button onPress={() => onTakeOver(person)}>Takes over…</Button>
          </div>
        </div>
      )}
    </li>
  );
}

function about({ roles, team }: BookPerson): string {
  const held = roles.map(({ role, standing }) => (standing === 'backup' ? `${role}, backup` : role));
  return [...held, ...(team === null ? [] : [team])].join(' · ');
}
