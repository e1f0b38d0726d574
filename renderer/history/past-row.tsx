import type { PastIncident } from '../../electron/core/history/past.ts';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Moment } from '../ui/time.tsx';
import { duration } from '../ui/words.ts';

/** One incident of the past in a list. */
export function PastRow({ incident }: { readonly incident: PastIncident }) {
  const { store } = useDesk();
  const { id, title, severity, status, mergedInto, startedAtWallMs, measures } = incident;
  return (
    <li>
      <button type="button" className="incident-row" onClick={() => go(store, { screen: 'incident', incidentId: id })}>
        <SeverityGlyph severity={severity} quiet />
        <span>
          <span className="alert-name">{title}</span>
          <small>
            SEV{severity} · <Moment atWallMs={startedAtWallMs} /> ·{' '}
            {mergedInto !== null
              ? `part of ${mergedInto.title}`
              : measures.durationMs === null
                ? status
                : `lasted ${duration(measures.durationMs)}`}
            {measures.toAcknowledgeMs !== null && ` · acknowledged after ${duration(measures.toAcknowledgeMs)}`}
          </small>
        </span>
      </button>
    </li>
  );
}
