import { memo } from 'react';
import type { AlertView } from '../../electron/core/snapshot.ts';
import { useDesk, useWindow } from '../store/context.ts';
import { go } from '../store/state.ts';
import type { AlertRowView } from '../store/views.ts';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Age, Elapsed, Moment } from '../ui/time.tsx';

/** One alert: what it is, what was measured, and why it counts or does not. Kept as it is while its alert is. */
export const AlertRow = memo(function AlertRow({ alert, nested }: AlertRowView) {
  const { store } = useDesk();
  const { incidentId, severity, name } = alert;
  const owned = useWindow(
    ({ snapshot }) => snapshot?.incidents.find(({ id }) => id === incidentId)?.acknowledged != null,
  );
  // One that cannot be looked at now stays open, and counts.
  const counts = (alert.phase === 'firing' || alert.phase === 'unknown') && alert.explainedBy === null;
  return (
    <>
      <SeverityGlyph severity={severity} owned={owned && counts} quiet={!counts} />
      <div>
        <p className="alert-name">
          {incidentId === null ? (
            name
          ) : (
            <button type="button" className="link" onClick={() => go(store, { screen: 'incident', incidentId })}>
              {name}
            </button>
          )}
        </p>
        <p className="alert-reason">{alert.reason}</p>
        <Attributes alert={alert} nested={nested} />
      </div>
      <div className="alert-age">
        <Phase alert={alert} />
      </div>
    </>
  );
});

function Attributes({ alert, nested }: AlertRowView) {
  const { explainedBy, unknownSinceWallMs, mutedUntilWallMs, flapping } = alert;
  return (
    <>
      {explainedBy !== null && (
        <p className="alert-reason">
          {nested && alert.phase !== 'pending' ? 'Explained' : 'Would be explained'} by {explainedBy.name}: not
          announced.
        </p>
      )}
      {unknownSinceWallMs !== null && (
        <p className="alert-reason">
          Last seen bad <Moment atWallMs={unknownSinceWallMs} />; it cannot be looked at now.
        </p>
      )}
      {mutedUntilWallMs !== null && (
        <p className="alert-reason">
          Muted until <Moment atWallMs={mutedUntilWallMs} />.
        </p>
      )}
      {flapping && <p className="alert-reason">Keeps changing: repeats are not announced.</p>}
    </>
  );
}

function Phase({ alert }: { readonly alert: AlertView }) {
  switch (alert.phase) {
    case 'pending': {
      if (alert.held === null) return <>pending</>;
      const watched = Math.floor(alert.held.watchedMs / 1000);
      const hold = Math.round(alert.held.holdMs / 1000);
      return (
        <>
          pending {watched} of {hold} s
          <progress
            value={watched}
            max={hold}
            aria-label={`${alert.name}: watched bad for ${watched} of ${hold} seconds`}
          />
        </>
      );
    }
    case 'firing':
      return alert.firstBadWallMs === null ? <>firing</> : <Elapsed sinceWallMs={alert.firstBadWallMs} />;
    case 'resolved':
      return (
        <span className="well">
          resolved {alert.resolvedAtWallMs !== null && <Age atWallMs={alert.resolvedAtWallMs} />}
        </span>
      );
    case 'unknown':
      return <>unknown</>;
  }
}
