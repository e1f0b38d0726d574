import type { AlertsState } from '../alerts/state.ts';
import type { Check } from '../checks/check.ts';
import type { NewEvent } from '../events.ts';
import { foldIncidents, type Incidents } from '../incidents/incident.ts';
import type { Look } from '../look.ts';
import { EMPTY_OUTBOX, foldOutbox, type Outbox } from '../messages/outbox.ts';
import type { Mute } from '../notices/decide.ts';
import { EMPTY_NOTICE_LOG, foldNotices, type NoticeLog } from '../notices/log.ts';
import { type Backlog, foldBacklog } from '../postmortem/open-work.ts';
import type { SourceId } from '../source.ts';
import type { Instant } from '../time.ts';
import { foldSight, SEEING, type Sight } from './sight.ts';

/** What is known of a source from its looks in this run of the app. */
export interface SourceFacts {
  readonly look: Look;
  readonly askedAt: Instant;
  /** The end of the newest look that was ok or bad. */
  readonly lookedAt: Instant | null;
  readonly latencyMs: number;
  readonly checks: readonly Check[];
}

/** Everything that the engine knows. `alerts` is kept beside the log; the rest is a fold of it, or of this run's looks. */
export interface EngineState {
  readonly alerts: AlertsState;
  readonly incidents: Incidents;
  readonly notices: NoticeLog;
  readonly mutes: readonly Mute[];
  readonly outbox: Outbox;
  readonly backlog: Backlog;
  readonly sight: Sight;
  readonly sources: Readonly<Partial<Record<SourceId, SourceFacts>>>;
  /** Since the last wake, restart or network change, while what is due is held back until the looks are sure; else null. */
  readonly graceSince: Instant | null;
}

export function initialState(alerts: AlertsState): EngineState {
  return {
    alerts,
    incidents: {},
    notices: EMPTY_NOTICE_LOG,
    mutes: [],
    outbox: EMPTY_OUTBOX,
    backlog: {},
    sight: SEEING,
    sources: {},
    graceSince: null,
  };
}

/** The state after one more event of the log. */
export function foldEvent(state: EngineState, event: NewEvent): EngineState {
  return {
    ...state,
    incidents: foldIncidents(state.incidents, event),
    notices: foldNotices(state.notices, event),
    mutes: foldMutes(state.mutes, event),
    outbox: foldOutbox(state.outbox, event),
    backlog: foldBacklog(state.backlog, event),
    sight: foldSight(state.sight, event),
  };
}

function foldMutes(mutes: readonly Mute[], event: NewEvent): readonly Mute[] {
  if (event.type !== 'muted' && event.type !== 'unmuted') return mutes;
  const target = JSON.stringify(event.payload.target);
  const others = mutes.filter((mute) => JSON.stringify(mute.target) !== target);
  return event.type === 'muted' ? [...others, event.payload] : others;
}
