import { useEffect, useRef, useState } from 'react';
import type { MessageWarning } from '../../electron/core/messages/check.ts';
import type { ChannelView } from '../../electron/core/messages/message.ts';
import type { TemplateKind } from '../../electron/core/playbook/model.ts';
import type { IncidentView, MessageView } from '../../electron/core/snapshot.ts';
import type { MessageAsk } from '../../electron/ipc/message-commands.ts';
import { useVerbs } from '../store/verbs.ts';
import { selectBlank } from '../ui/blanks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ChannelChoice } from './channel-choice.tsx';
import './composer.css';
import { Preview } from './preview.tsx';
import { useDraft, useWarnings } from './use-draft.ts';
import { TEMPLATES } from './words.ts';

/** What a person has written so far, by message. */
export interface Written {
  readonly texts: Readonly<Partial<Record<TemplateKind, string>>>;
  readonly include: MessageAsk['include'];
}

interface ComposerProps {
  readonly incident: IncidentView;
  /** The incident's, the newest first. */
  readonly messages: readonly MessageView[];
  readonly written: Written;
  readonly onWritten: (written: Written) => void;
  readonly onClose: () => void;
}

/** The team's message, filled from what is measured: to be corrected, copied, or sent with a click. */
export default function Composer({ incident, messages, written, onWritten, onClose }: ComposerProps) {
  const verbs = useVerbs();
  const [template, setTemplate] = useState<TemplateKind>(() => suggested(incident, messages));
  const [chosen, setChosen] = useState<ChannelView['kind'] | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { include, texts } = written;
  const { draft, problem } = useDraft({ incidentId: incident.id, template, include }, incident);
  const text = texts[template] ?? draft?.text ?? '';
  const isEdited = texts[template] !== undefined && texts[template] !== draft?.text;
  const warnings = useWarnings({ incidentId: incident.id, template, include }, text, incident);
  const usable = draft?.channels.filter(({ unusable }) => unusable === null) ?? [];
  const channel = usable.find(({ kind }) => kind === chosen) ?? usable[0];

  const isFilled = draft !== null;
  const isOpened = useRef(false);
  useEffect(() => {
    if (!isFilled || isOpened.current) return;
    isOpened.current = true;
    selectBlank(field.current, 0);
  }, [isFilled]);

  function change(next: string | undefined): void {
    const { [template]: _before, ...others } = texts;
    onWritten({ include, texts: next === undefined ? others : { ...others, [template]: next } });
  }

  async function finish(act: Promise<boolean>): Promise<void> {
    setBusy(true);
    const done = await act;
    setBusy(false);
    if (!done) return;
    change(undefined);
    onClose();
  }

  function send(): void {
    if (busy || channel === undefined || text.trim() === '') return;
    void finish(verbs.sendMessage(incident.id, template, channel, text));
  }

  function copy(): void {
    if (busy || text.trim() === '') return;
    void finish(verbs.copyMessage(incident.id, template, text));
  }

  useKeys({ F2: () => selectBlank(field.current, field.current?.selectionEnd ?? 0), 'mod+Enter': send });

  return (
    <Dialog title={`Message about ${incident.title}`} onClose={onClose} className="composer">
      <div className="composer-columns">
        <div className="composer-words">
          <fieldset className="segments">
            <legend className="sr">Which message</legend>
            {TEMPLATES.map(({ kind, name }) => (
              <label key={kind}>
                <input type="radio" name="template" checked={kind === template} onChange={() => setTemplate(kind)} />
                <span>{name}</span>
              </label>
            ))}
          </fieldset>
          <textarea
            ref={field}
            className="field"
            aria-label="The message’s words"
            aria-keyshortcuts="F2 Control+Enter"
            rows={12}
            maxLength={20_000}
            value={text}
            onChange={(event) => change(event.target.value)}
          />
          <Includes include={include} onInclude={(next) => onWritten({ texts, include: next })} />
          {isEdited && (
            <p className="note">
              These are your words.{' '}
              <Button kind="quiet" onPress={() => change(undefined)}>
                Fill anew from what is measured
              </Button>
            </p>
          )}
        </div>
        <div className="composer-check">
          {problem !== null && <p className="note">{problem}</p>}
          {draft !== null && !draft.isInPlaybook && (
            <p className="note">The playbook has no such message: write it in your own words.</p>
          )}
          <Warnings warnings={warnings} />
          <Preview text={text} blanks={draft?.blanks ?? []} />
          <ChannelChoice channels={draft?.channels ?? []} chosen={channel?.kind ?? null} onChoose={setChosen} />
        </div>
      </div>
      <div className="buttons composer-buttons">
        {channel !== undefined && (
          <Button kind="primary" busy={busy} onPress={send}>
            {`Send to ${channel.name}${warnings.length > 0 ? ' all the same' : ''}`}
          </Button>
        )}
        <Button kind={channel === undefined ? 'primary' : 'plain'} busy={busy} onPress={copy}>
          Copy
        </Button>
        <Button onPress={onClose}>Close</Button>
        <span className="note">F2 next blank{channel !== undefined && ' · Ctrl+Enter sends'}</span>
      </div>
    </Dialog>
  );
}

/** Keys of the dialog as a whole: the page's own are silent while it is open. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const newest = useRef(keys);
  useEffect(() => {
    newest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const act = newest.current[event.ctrlKey || event.metaKey ? `mod+${event.key}` : event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** What is likely to be written now. */
function suggested(incident: IncidentView, messages: readonly MessageView[]): TemplateKind {
  if (incident.status === 'Resolved') return 'resolution';
  // A message on its way is one already, though nobody has read it yet.
  const isBegun = incident.updatedAtWallMs !== null || messages.some(({ state }) => state !== 'cancelled');
  return isBegun ? 'update' : 'initial';
}

function Warnings({ warnings }: { readonly warnings: readonly MessageWarning[] }) {
  return (
    <ul className="warnings" aria-label="Warnings" aria-live="polite">
      {warnings.map(({ id, message }) => (
        <li key={id}>{message}</li>
      ))}
    </ul>
  );
}

interface IncludesProps {
  readonly include: Written['include'];
  readonly onInclude: (include: Written['include']) => void;
}

function Includes({ include, onInclude }: IncludesProps) {
  const notes = include.includes('notes');
  const people = include.includes('people');
  const pick = (withNotes: boolean, withPeople: boolean): void => {
    if (withNotes) onInclude(withPeople ? 'notes-and-people' : 'notes');
    else onInclude(withPeople ? 'people' : 'facts');
  };
  return (
    <div className="choices">
      <label className="choice">
        <input type="checkbox" checked={notes} onChange={() => pick(!notes, people)} />
        Notes among the actions
      </label>
      <label className="choice">
        <input type="checkbox" checked={people} onChange={() => pick(notes, !people)} />
        E-mail and network addresses of people
      </label>
    </div>
  );
}
