import { useState } from 'react';
import type { Severity } from '../../../electron/core/severity.ts';
import type { IncidentView } from '../../../electron/core/snapshot.ts';
import { useIncidentVerbs } from '../../store/incident-verbs.ts';
import { FormDialog, Line } from '../../ui/form-dialog.tsx';
import { SeverityChoice } from '../severity-choice.tsx';

interface SeverityDialogProps {
  readonly incident: IncidentView;
  readonly onClose: () => void;
}

/** Up or down, with the reason. */
export function SeverityDialog({ incident, onClose }: SeverityDialogProps) {
  const verbs = useIncidentVerbs();
  const [to, setTo] = useState<Severity>(incident.severity);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={`Severity of ${incident.title}`}
      confirm={to === incident.severity ? 'Change' : to < incident.severity ? 'Raise' : 'Lower'}
      ready={to !== incident.severity && reason.trim() !== ''}
      onClose={onClose}
      onConfirm={() => verbs.setSeverity(incident, to, reason.trim())}
    >
      <SeverityChoice chosen={to} onChoose={setTo} />
      <Line label="Why (kept in the timeline)" value={reason} onChange={setReason} />
      <p className="note">A raise starts the clocks anew; a lower severity keeps counting.</p>
    </FormDialog>
  );
}
