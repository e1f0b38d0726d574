import type { IncidentView } from '../../electron/core/snapshot.ts';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { urgentClock } from '../store/views.ts';
import { SeverityGlyph } from './glyph.tsx';
import { Countdown, Moment } from './time.tsx';
import { duration } from './words.ts';

/** One incident in a list: severity, whose it is, and what is due next. */
export function IncidentRow({ incident }: { readonly incident: IncidentView }) {
  const { store } = useDesk();
  const { id, title, severity, status, acknowledged, resolvedAtWallMs, startedAtWallMs } = incident;
  const clock = resolvedAtWallMs === null ? urgentClock(incident) : null;
  return (
    <li>
      <button type="button" className="incident-row" onClick={() => go(store, { screen: 'incident', incidentId: id })}>
        <SeverityGlyph severity={severity} owned={acknowledged !== null} quiet={resolvedAtWallMs !== null} />
        <span>
          <span className="alert-name">{title}</span>
          <small>
            SEV{severity} ·{' '}
            {resolvedAtWallMs !== null ? (
              <>
                resolved <Moment atWallMs={resolvedAtWallMs} /> after {duration(resolvedAtWallMs - startedAtWallMs)}
              </>
            ) : acknowledged === null ? (
              `${status} · nobody owns this yet`
            ) : (
              <>
                {status} · yours since <Moment atWallMs={acknowledged.atWallMs} />
              </>
            )}
          </small>
        </span>
        {clock !== null && (
          <span className="incident-due">
            <Countdown dueWallMs={clock.dueWallMs} />
            <small>{clock.state === 'due' ? `overdue: ${clock.reason}` : clock.label}</small>
          </span>
        )}
      </button>
    </li>
  );
}
