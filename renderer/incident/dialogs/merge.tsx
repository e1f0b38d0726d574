import { useState } from 'react';
import type { AppSnapshot, IncidentView } from '../../../electron/core/snapshot.ts';
import { useDesk } from '../../store/context.ts';
import { useIncidentVerbs } from '../../store/incident-verbs.ts';
import { go } from '../../store/state.ts';
import { openIncidents } from '../../store/views.ts';
import { FormDialog, Line } from '../../ui/form-dialog.tsx';

interface MergeDialogProps {
  readonly incident: IncidentView;
  readonly snapshot: AppSnapshot;
  readonly onClose: () => void;
}

/** The incident ends and goes on as part of another. */
export function MergeDialog({ incident, snapshot, onClose }: MergeDialogProps) {
  const { store } = useDesk();
  const verbs = useIncidentVerbs();
  const others = openIncidents(snapshot).filter(({ id }) => id !== incident.id);
  const [into, setInto] = useState(others[0]);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={`Merge ${incident.title} into another`}
      confirm="Merge"
      ready={into !== undefined && reason.trim() !== ''}
      onClose={onClose}
      onConfirm={async () => {
        if (into === undefined || !(await verbs.merge(incident, into, reason.trim()))) return false;
        go(store, { screen: 'incident', incidentId: into.id });
        return true;
      }}
    >
      <fieldset>
        <legend>It goes on as part of</legend>
        {others.map((other) => (
          <label className="choice" key={other.id}>
            <input type="radio" name="into" checked={into?.id === other.id} onChange={() => setInto(other)} />
            <span>
              SEV{other.severity} {other.title}
            </span>
          </label>
        ))}
        {others.length === 0 && <p className="note">No other incident is open.</p>}
      </fieldset>
      <Line label="Why they are one" value={reason} onChange={setReason} />
    </FormDialog>
  );
}
