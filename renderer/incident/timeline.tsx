import { useRef, useState } from 'react';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions } from '../store/context.ts';
import { useVerbs } from '../store/verbs.ts';
import { timeOfDay } from '../ui/words.ts';

/** What happened, writing itself, the newest first; and the line for what only people know. */
export function Timeline({ incident }: { readonly incident: IncidentView }) {
  return (
    <section className="card timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline (UTC, local below)</h2>
      <NoteField incidentId={incident.id} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ol className="timeline-rows" tabIndex={0} aria-label="Timeline">
        {incident.timeline.map((row) => (
          <li key={row.seq} className={`event-${row.kind}`}>
            <time dateTime={new Date(row.atWallMs).toISOString()}>
              {timeOfDay(row.atWallMs, 'utc')}
              <small>
                <span className="sr">UTC, local </span>
                {timeOfDay(row.atWallMs).slice(0, 5)}
              </small>
            </time>
            <span>{row.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function NoteField({ incidentId }: { readonly incidentId: string }) {
  const verbs = useVerbs();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [saving, setSaving] = useState(false);

  /** From a step, the note begins with its words. */
  function write(): void {
    const step = document.activeElement?.closest('[data-step]')?.querySelector('.step-text')?.textContent;
    if (step !== undefined && text === '') setText(/[.?!:]$/.test(step) ? `${step} ` : `${step}: `);
    field.current?.focus();
  }

  const actions: Action[] = [{ id: 'note', label: 'Write a note', keys: 'n', group: 'Incident', run: write }];
  useActions(actions);

  async function save(): Promise<void> {
    const note = text.trim();
    if (note === '' || saving) return;
    setSaving(true);
    const saved = await verbs.note(incidentId, note);
    setSaving(false);
    // What was not saved stays in the field.
    if (saved) setText('');
  }

  return (
    <form
      className="note-field"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        ref={field}
        className="field"
        aria-label="Note"
        aria-keyshortcuts="N"
        placeholder={saving ? 'Saving…' : 'Write a note (N), Enter saves it'}
        value={text}
        readOnly={saving}
        maxLength={2000}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}
