import { useState } from 'react';
import type { AppSnapshot, IncidentView } from '../../../electron/core/snapshot.ts';
import { useIncidentVerbs } from '../../store/incident-verbs.ts';
import { FormDialog, Line } from '../../ui/form-dialog.tsx';

interface ResolveDialogProps {
  readonly incident: IncidentView;
  readonly snapshot: AppSnapshot;
  readonly onClose: () => void;
}

/** Ends the incident; where the data says otherwise, only with that confirmed. */
export function ResolveDialog({ incident, snapshot, onClose }: ResolveDialogProps) {
  const verbs = useIncidentVerbs();
  const [reason, setReason] = useState('');
  const [despite, setDespite] = useState(false);
  const firing = snapshot.alerts.filter(
    ({ explainedBy, key, phase }) =>
      (phase === 'firing' || phase === 'unknown') && explainedBy === null && incident.alertKeys.includes(key),
  );
  return (
    <FormDialog
      title={`Resolve ${incident.title}`}
      confirm="Resolve"
      ready={reason.trim() !== '' && (firing.length === 0 || despite)}
      onClose={onClose}
      onConfirm={() => verbs.resolve(incident, reason.trim(), firing.length > 0)}
    >
      <Line label="What ended it? The timeline keeps this sentence." value={reason} onChange={setReason} />
      {firing.length > 0 && (
        <fieldset>
          <legend>The data says otherwise</legend>
          {firing.map(({ key, name, reason: measured }) => (
            <p key={key} className="note">
              {name}: {measured}
            </p>
          ))}
          <label className="choice">
            <input type="checkbox" checked={despite} onChange={(event) => setDespite(event.target.checked)} />
            <span>
              Resolve it all the same.{' '}
              <span className="dim">
                The alert stays in sight, and opens a new incident if it still fires in 15 minutes or gets worse.
              </span>
            </span>
          </label>
        </fieldset>
      )}
    </FormDialog>
  );
}
