import { useState } from 'react';
import type { MuteTarget } from '../../electron/core/events.ts';
import type { AppSnapshot, IncidentView } from '../../electron/core/snapshot.ts';
import { HOUR_MS, MINUTE_MS } from '../../electron/core/time.ts';
import { useVerbs } from '../store/verbs.ts';
import { FormDialog } from './form-dialog.tsx';

interface MuteDialogProps {
  readonly snapshot: AppSnapshot;
  /** Whose alerts are offered by name. */
  readonly incident: IncidentView | null;
  readonly onClose: () => void;
}

interface Choice {
  readonly target: MuteTarget;
  readonly label: string;
  readonly means: string;
}

const LENGTHS = [
  { label: '15 min', ms: 15 * MINUTE_MS },
  { label: '1 h', ms: HOUR_MS },
  { label: '4 h', ms: 4 * HOUR_MS },
  { label: '8 h', ms: 8 * HOUR_MS },
];

/** What to keep quiet, for how long, and why. Always timed; only an alert muted by name may silence a SEV1. */
export function MuteDialog({ snapshot, incident, onClose }: MuteDialogProps) {
  const verbs = useVerbs();
  const choices = choicesOf(snapshot, incident);
  const [chosen, setChosen] = useState(0);
  const [forMs, setForMs] = useState(HOUR_MS);
  const [reason, setReason] = useState('');
  const choice = choices[chosen];
  const needsReason = choice?.target.kind === 'alert';

  return (
    <FormDialog
      title="Mute"
      confirm="Mute"
      ready={choice !== undefined && (!needsReason || reason.trim() !== '')}
      onClose={onClose}
      onConfirm={async () =>
        choice !== undefined && (await verbs.mute(choice.target, choice.label, forMs, reason.trim()))
      }
    >
      <fieldset>
        <legend>What</legend>
        {choices.map(({ label, means }, index) => (
          <label className="choice" key={label}>
            <input type="radio" name="target" checked={chosen === index} onChange={() => setChosen(index)} />
            <span>
              {label} <span className="dim">{means}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>For how long</legend>
        <div className="choices">
          {LENGTHS.map(({ label, ms }) => (
            <label className="choice" key={label}>
              <input type="radio" name="length" checked={forMs === ms} onChange={() => setForMs(ms)} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <label>
        <span className="label">{needsReason ? 'Why (kept in the timeline)' : 'Why (optional)'}</span>
        <input
          className="field"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          required={needsReason}
          maxLength={500}
        />
      </label>
    </FormDialog>
  );
}

function choicesOf(snapshot: AppSnapshot, incident: IncidentView | null): readonly Choice[] {
  const keys = new Set(incident?.alertKeys);
  return [
    ...snapshot.alerts
      .filter(({ key }) => keys.has(key))
      .map(
        ({ key, name }): Choice => ({
          target: { kind: 'alert', alertKey: key },
          label: name,
          means: 'this alert only, SEV1 included',
        }),
      ),
    ...snapshot.sources.map(
      ({ id, name }): Choice => ({
        target: { kind: 'source', source: id },
        label: name,
        means: 'all it raises, but never a SEV1',
      }),
    ),
    { target: { kind: 'all' }, label: 'Everything', means: 'but never a SEV1' },
  ];
}
