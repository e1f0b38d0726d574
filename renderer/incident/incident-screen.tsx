import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { openIncidents } from '../store/views.ts';
import { Button } from '../ui/button.tsx';
import { IncidentRow } from '../ui/incident-row.tsx';
import { IncidentPage } from './incident-page.tsx';

interface IncidentScreenProps {
  readonly snapshot: AppSnapshot;
  readonly incidentId: string | null;
}

/** One incident; without a name, the only open one or the list of them. */
export function IncidentScreen({ snapshot, incidentId }: IncidentScreenProps) {
  const { store } = useDesk();
  const open = openIncidents(snapshot);
  const only = open.length === 1 ? open[0] : undefined;
  const incident = incidentId === null ? only : snapshot.incidents.find(({ id }) => id === incidentId);
  if (incident !== undefined) {
    // A key: nothing of one incident (a half-written note) may appear under another.
    return <IncidentPage key={incident.id} snapshot={snapshot} incident={incident} />;
  }
  if (incidentId !== null) {
    return (
      <section className="page">
        <h1 tabIndex={-1}>This incident is no longer here</h1>
        <p className="dim">Resolved incidents stay in this list for a day.</p>
        <Button onPress={() => go(store, { screen: 'incident', incidentId: null })}>All incidents</Button>
      </section>
    );
  }
  const resolved = snapshot.incidents.filter(({ status }) => status === 'Resolved');
  return (
    <section className="page">
      <h1 tabIndex={-1}>{open.length === 0 ? 'No incident is open' : 'Open incidents'}</h1>
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
