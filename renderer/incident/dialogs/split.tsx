import { useState } from 'react';
import type { AppSnapshot, IncidentView } from '../../../electron/core/snapshot.ts';
import { useDesk } from '../../store/context.ts';
import { useIncidentVerbs } from '../../store/incident-verbs.ts';
import { go } from '../../store/state.ts';
import { FormDialog, Line } from '../../ui/form-dialog.tsx';

interface SplitDialogProps {
  readonly incident: IncidentView;
  readonly snapshot: AppSnapshot;
  readonly onClose: () => void;
}

/** An alert that joined turns out to be another cause. */
export function SplitDialog({ incident, snapshot, onClose }: SplitDialogProps) {
  const { store } = useDesk();
  const verbs = useIncidentVerbs();
  const joined = snapshot.alerts.filter(
    ({ key, phase }) => phase === 'firing' && incident.alertKeys.slice(1).includes(key),
  );
  const [alert, setAlert] = useState(joined[0]);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title="Make an alert an incident of its own"
      confirm="Split off"
      ready={alert !== undefined && reason.trim() !== ''}
      onClose={onClose}
      onConfirm={async () => {
        const id = alert === undefined ? null : await verbs.split(incident, alert.key, alert.name, reason.trim());
        if (id !== null) go(store, { screen: 'incident', incidentId: id });
        return id !== null;
      }}
    >
      <fieldset>
        <legend>Which alert</legend>
        {joined.map((one) => (
          <label className="choice" key={one.key}>
            <input type="radio" name="alert" checked={alert?.key === one.key} onChange={() => setAlert(one)} />
            <span>
              SEV{one.severity} {one.name}
            </span>
          </label>
        ))}
        {joined.length === 0 && <p className="note">No other alert has joined this incident.</p>}
      </fieldset>
      <Line label="Why it is another cause" value={reason} onChange={setReason} />
    </FormDialog>
  );
}
