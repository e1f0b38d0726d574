import { lazy, Suspense, useState } from 'react';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { openIncidents } from '../store/views.ts';
import { Button } from '../ui/button.tsx';
import { IncidentRow } from '../ui/incident-row.tsx';
import { IncidentPage } from './incident-page.tsx';

const IncidentDialog = lazy(() => import('./incident-dialogs.tsx'));
const PastIncidentPage = lazy(() => import('../history/past-incident.tsx'));

interface IncidentScreenProps {
  readonly snapshot: AppSnapshot;
  readonly incidentId: string | null;
}

/** One incident; without a name, the only open one or the list of them. */
export function IncidentScreen({ snapshot, incidentId }: IncidentScreenProps) {
  const { store } = useDesk();
  const [opening, setOpening] = useState(false);
  const open = openIncidents(snapshot);
  const only = open.length === 1 ? open[0] : undefined;
  const incident = incidentId === null ? only : snapshot.incidents.find(({ id }) => id === incidentId);
  if (incident !== undefined) {
    // A key: nothing of one incident (a half-written note) may appear under another.
    return <IncidentPage key={incident.id} snapshot={snapshot} incident={incident} />;
  }
  if (incidentId !== null) {
    return (
      <Suspense fallback={<p className="note">Reading the log…</p>}>
        <PastIncidentPage incidentId={incidentId} />
      </Suspense>
    );
  }
  const resolved = snapshot.incidents.filter(({ status }) => status === 'Resolved');
  return (
    <section className="page">
      <h1 tabIndex={-1}>{open.length === 0 ? 'No incident is open' : 'Open incidents'}</h1>
      <div className="buttons">
        <Button keys="o" onPress={() => setOpening(true)}>
          Open an incident…
        </Button>
        <Button keys="h" onPress={() => go(store, { screen: 'handover' })}>
          Handover
        </Button>
      </div>
      {opening && (
        <Suspense>
          <IncidentDialog asked={{ what: 'open' }} snapshot={snapshot} onClose={() => setOpening(false)} />
        </Suspense>
      )}
      {open.length > 0 && (
        <ul className="panel rows">
          {open.map((each) => (
            <IncidentRow key={each.id} incident={each} />
          ))}
        </ul>
      )}
      {resolved.length > 0 && (
        <section aria-labelledby="resolved-title">
          <h2 id="resolved-title">Resolved in the last day</h2>
          <ul className="panel rows">
            {resolved.map((each) => (
              <IncidentRow key={each.id} incident={each} />
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}
