import { useState } from 'react';
import type { Severity } from '../../../electron/core/severity.ts';
import { useDesk, useWindow } from '../../store/context.ts';
import { useIncidentVerbs } from '../../store/incident-verbs.ts';
import { go } from '../../store/state.ts';
import { FormDialog, Line } from '../../ui/form-dialog.tsx';
import { SeverityChoice } from '../severity-choice.tsx';

/** Opens an incident by hand. */
export function OpenDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = useDesk();
  const verbs = useIncidentVerbs();
  const runbooks = useWindow((state) => state.playbook?.value.runbooks ?? []);
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<Severity>(3);
  const [runbookId, setRunbookId] = useState('');
  return (
    <FormDialog
      title="Open an incident"
      confirm="Open"
      ready={title.trim() !== ''}
      onClose={onClose}
      onConfirm={async () => {
        const id = await verbs.open(title.trim(), severity, runbookId === '' ? null : runbookId);
        if (id !== null) go(store, { screen: 'incident', incidentId: id });
        return id !== null;
      }}
    >
      <Line label="What is wrong" value={title} onChange={setTitle} />
      <SeverityChoice chosen={severity} onChoose={setSeverity} />
      <label>
        <span className="label">Runbook (optional)</span>
        <select className="field" value={runbookId} onChange={(event) => setRunbookId(event.target.value)}>
          <option value="">None yet</option>
          {runbooks.map(({ id, title: name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </FormDialog>
  );
}
