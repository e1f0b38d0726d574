import { useState } from 'react';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { useVerbs } from '../store/verbs.ts';
import { alertRows, firstIncident, openIncidents } from '../store/views.ts';
import { IncidentRow } from '../ui/incident-row.tsx';
import { MuteDialog } from '../ui/mute-dialog.tsx';
import { AlertList } from './alert-list.tsx';
import { Calm } from './calm.tsx';
import { Hero } from './hero.tsx';
import { Mutes } from './mutes.tsx';
import { SourceList } from './source-list.tsx';
import { Unfinished } from './unfinished.tsx';

/** What is wrong, since when, whose it is and what comes next; nearly nothing while all is well. */
export function NowScreen({ snapshot }: { readonly snapshot: AppSnapshot }) {
  const { store } = useDesk();
  const [muting, setMuting] = useState(false);
  const incident = firstIncident(snapshot);
  const others = openIncidents(snapshot).filter((other) => other !== incident);
  const unowned = new Set(
    openIncidents(snapshot)
      .filter(({ acknowledged }) => acknowledged === null)
      .map(({ severity }) => severity),
  );
  const rows = alertRows(snapshot.alerts);
  const verbs = useVerbs();

  const actions: Action[] = [{ id: 'mute', label: 'Mute…', keys: 'm', group: 'Now', run: () => setMuting(true) }];
  if (incident !== null) {
    actions.push({
      id: 'open-runbook',
      label: `Open runbook: ${incident.title}`,
      keys: 'Enter',
      group: 'Now',
      run: () => go(store, { screen: 'incident', incidentId: incident.id }),
    });
    if (incident.acknowledged === null) {
      actions.push({
        id: 'acknowledge',
        label: `Acknowledge: ${incident.title}`,
        keys: 'a',
        group: 'Now',
        run: () => verbs.acknowledge(incident),
      });
    } else {
      actions.push({
        id: 'give-back',
        label: `Undo the acknowledgement: ${incident.title}`,
        keys: 'shift+a',
        group: 'Now',
        run: () => verbs.unacknowledge(incident),
      });
    }
  }
  useActions(actions);

  const alone = incident === null && rows.length === 0;

  return (
    <div className={alone ? 'now alone' : 'now'}>
      {incident === null ? (
        <Calm light={snapshot.light} />
      ) : (
        <Hero incident={incident} onMute={() => setMuting(true)} />
      )}
      {others.length > 0 && (
        <section aria-labelledby="others-title">
          <h2 id="others-title">Also open</h2>
          <ul className="panel rows">
            {others.map((other) => (
              <IncidentRow key={other.id} incident={other} />
            ))}
          </ul>
        </section>
      )}
      <div className="now-columns">
        {rows.length > 0 && (
          <section aria-labelledby="alerts-title">
            <h2 id="alerts-title">Alerts</h2>
            <AlertList rows={rows} />
            {incident !== null && (
              <p className="note why">
                <strong>Why this light?</strong> {snapshot.light.why}
              </p>
            )}
          </section>
        )}
        <section aria-labelledby="sources-title">
          <h2 id="sources-title">Sources</h2>
          <SourceList sources={snapshot.sources} unowned={unowned} />
          <Mutes mutes={snapshot.mutes} />
        </section>
      </div>
      <Unfinished snapshot={snapshot} />
      {muting && <MuteDialog snapshot={snapshot} incident={incident} onClose={() => setMuting(false)} />}
    </div>
  );
}
