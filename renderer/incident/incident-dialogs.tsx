import { type ReactNode, useState } from 'react';
import type { LadderFlag } from '../../electron/core/playbook/model.ts';
import type { Severity } from '../../electron/core/severity.ts';
import type { AppSnapshot, IncidentView } from '../../electron/core/snapshot.ts';
import { useDesk, useWindow } from '../store/context.ts';
import { FLAG_NAMES, useIncidentVerbs } from '../store/incident-verbs.ts';
import { go } from '../store/state.ts';
import { openIncidents } from '../store/views.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { SeverityChoice } from './severity-choice.tsx';

/** Which of them is open, and what it is about. */
export type Asked =
  | { readonly what: 'open' }
  | { readonly what: 'severity' | 'merge' | 'split' | 'resolve' | 'reopen'; readonly incident: IncidentView }
  | { readonly what: 'flag'; readonly incident: IncidentView; readonly flag: LadderFlag }
  | { readonly what: 'lower-flag'; readonly incident: IncidentView; readonly flag: LadderFlag };

interface IncidentDialogProps {
  readonly asked: Asked;
  readonly snapshot: AppSnapshot;
  readonly onClose: () => void;
}

/** Everything that is asked about an incident as a whole before it is written down. */
export default function IncidentDialog({ asked, snapshot, onClose }: IncidentDialogProps) {
  const verbs = useIncidentVerbs();
  switch (asked.what) {
    case 'open':
      return <OpenDialog onClose={onClose} />;
    case 'severity':
      return <SeverityDialog incident={asked.incident} onClose={onClose} />;
    case 'merge':
      return <MergeDialog incident={asked.incident} snapshot={snapshot} onClose={onClose} />;
    case 'split':
      return <SplitDialog incident={asked.incident} snapshot={snapshot} onClose={onClose} />;
    case 'resolve':
      return <ResolveDialog incident={asked.incident} snapshot={snapshot} onClose={onClose} />;
    case 'flag':
      return <FlagDialog incident={asked.incident} first={asked.flag} onClose={onClose} />;
    case 'reopen':
      return (
        <ReasonDialog
          title={`Open ${asked.incident.title} again`}
          prompt="Why? The timeline keeps this sentence."
          confirm="Open again"
          onConfirm={(reason) => verbs.setStatus(asked.incident, 'Investigating', reason)}
          onClose={onClose}
        />
      );
    case 'lower-flag':
      return (
        <ReasonDialog
          title={`Take the flag back: ${FLAG_NAMES[asked.flag]}`}
          prompt="Why is it none after all?"
          confirm="Take it back"
          onConfirm={(reason) => verbs.lowerFlag(asked.incident, asked.flag, reason)}
          onClose={onClose}
        />
      );
  }
}

interface FormDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly ready: boolean;
  /** True once it is saved: then the dialog closes. */
  readonly onConfirm: () => Promise<boolean>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function FormDialog({ title, confirm, ready, onConfirm, onClose, children }: FormDialogProps) {
  const [saving, setSaving] = useState(false);
  async function save(): Promise<void> {
    if (!ready || saving) return;
    setSaving(true);
    const saved = await onConfirm();
    setSaving(false);
    if (saved) onClose();
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {children}
        <div className="buttons">
          <button type="submit" className="button primary" aria-disabled={saving || !ready || undefined}>
            {saving ? 'Saving…' : confirm}
          </button>
          <Button onPress={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Line({ label, value, onChange }: LineProps) {
  return (
    <label>
      <span className="label">{label}</span>
      <input
        className="field"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required
        maxLength={200}
      />
    </label>
  );
}

function OpenDialog({ onClose }: { readonly onClose: () => void }) {
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

interface OfIncident {
  readonly incident: IncidentView;
  readonly onClose: () => void;
}

function SeverityDialog({ incident, onClose }: OfIncident) {
  const verbs = useIncidentVerbs();
  const [to, setTo] = useState<Severity>(incident.severity);
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={`Severity of ${incident.title}`}
      confirm={to < incident.severity ? 'Raise' : 'Lower'}
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

function MergeDialog({ incident, snapshot, onClose }: OfIncident & { readonly snapshot: AppSnapshot }) {
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

function SplitDialog({ incident, snapshot, onClose }: OfIncident & { readonly snapshot: AppSnapshot }) {
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

function ResolveDialog({ incident, snapshot, onClose }: OfIncident & { readonly snapshot: AppSnapshot }) {
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

const FLAG_MEANS: Readonly<Record<LadderFlag, string>> = {
  breach: 'data may be in the wrong hands',
  legal: 'a law, a contract or an authority is concerned',
};

function FlagDialog({ incident, first, onClose }: OfIncident & { readonly first: LadderFlag }) {
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
