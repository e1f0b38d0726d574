import { useState } from 'react';
import type { LadderFlag } from '../../../electron/core/playbook/model.ts';
import type { IncidentView } from '../../../electron/core/snapshot.ts';
import { FLAG_NAMES, useIncidentVerbs } from '../../store/incident-verbs.ts';
import { FormDialog, Line } from '../../ui/form-dialog.tsx';

const FLAG_MEANS: Readonly<Record<LadderFlag, string>> = {
  breach: 'data may be in the wrong hands',
  legal: 'a law, a contract or an authority is concerned',
};

interface FlagDialogProps {
  readonly incident: IncidentView;
  readonly first: LadderFlag;
  readonly onClose: () => void;
}

/** Breach or legal: what points to it. */
export function FlagDialog({ incident, first, onClose }: FlagDialogProps) {
  const verbs = useIncidentVerbs();
  const [flag, setFlag] = useState(first);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title="Raise a flag"
      confirm="Raise the flag"
      ready={reason.trim() !== ''}
      onClose={onClose}
      onConfirm={() => verbs.raiseFlag(incident, flag, reason.trim())}
    >
      <fieldset>
        <legend>What is suspected</legend>
        {(['breach', 'legal'] as const).map((one) => (
          <label className="choice" key={one}>
            <input type="radio" name="flag" checked={flag === one} onChange={() => setFlag(one)} />
            <span>
              {FLAG_NAMES[one]} <span className="dim">{FLAG_MEANS[one]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Line label="What points to it (name no person)" value={reason} onChange={setReason} />
      <p className="note">The level for it is to be called at once, and SEV1 is proposed. It can be taken back.</p>
    </FormDialog>
  );
}
