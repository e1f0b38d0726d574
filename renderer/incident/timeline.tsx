import { useRef, useState } from 'react';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions } from '../store/context.ts';
import { setPreferences, usePreferences } from '../store/preferences.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { timeOfDay } from '../ui/words.ts';

/** What happened, writing itself, the newest first; and the line for what only people know. */
export function Timeline({ incident }: { readonly incident: IncidentView }) {
  const zone = usePreferences(({ timelineZone }) => timelineZone);
  const otherZone = zone === 'utc' ? 'local' : 'utc';
  const toggle = (): void => setPreferences({ timelineZone: otherZone });
  return (
    <section className="card timeline" aria-labelledby="timeline-title">
      <div className="timeline-title">
        <h2 id="timeline-title">Timeline ({zone === 'utc' ? 'UTC' : 'local time'})</h2>
        <Button
          kind="quiet"
          label={`Show the timeline in ${otherZone === 'utc' ? 'UTC' : 'local time'}`}
          onPress={toggle}
        >
          {otherZone === 'utc' ? 'UTC' : 'Local'}
        </Button>
      </div>
      <NoteField incidentId={incident.id} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <ol className="timeline-rows" tabIndex={0} aria-label="Timeline">
        {incident.timeline.map((row) => (
          <li key={row.seq} className={`event-${row.kind}`}>
            <time
              dateTime={new Date(row.atWallMs).toISOString()}
              title={`${timeOfDay(row.atWallMs, otherZone)} ${otherZone === 'utc' ? 'UTC' : 'local time'}`}
            >
              {timeOfDay(row.atWallMs, zone)}
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
  const actions: Action[] = [
    { id: 'note', label: 'Write a note', keys: 'n', group: 'Incident', run: () => field.current?.focus() },
  ];
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
