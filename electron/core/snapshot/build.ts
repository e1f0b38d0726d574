import { alertsOf } from '../alerts/state.ts';
import type { EngineSettings } from '../engine/advance.ts';
import type { EngineState } from '../engine/state.ts';
import type { MuteTarget } from '../events.ts';
import type { Mute } from '../notices/decide.ts';
import type { NoticeRecord } from '../notices/log.ts';
import { inQuietHours } from '../schedule/quiet-hours.ts';
import type { AppSnapshot, MuteView, NoticeView, Problem, TrainingView, ViewRequest } from '../snapshot.ts';
import type { SourceId } from '../source.ts';
import type { Instant } from '../time.ts';
import { alertViews } from './alerts.ts';
import { type IncidentContext, incidentViews } from './incidents.ts';
import { lightOf } from './light.ts';
import { messageViews } from './messages.ts';
import { overdueViews, postmortemViews } from './postmortems.ts';
import { type History, sourceView } from './sources.ts';

/** What the snapshot tells beside the engine's state. */
export interface Surroundings extends IncidentContext {
  readonly environment: string;
  /** The newest values of a check; without a check, of the source's latency. */
  readonly historyOf: (source: SourceId, check?: string) => History;
  /** Why this computer is known to be offline; null when it is not. */
  readonly offline: string | null;
  readonly problems: readonly Problem[];
  readonly delivery: AppSnapshot['delivery'];
  readonly playbook: AppSnapshot['playbook'];
  readonly training: TrainingView | null;
  readonly view: ViewRequest | null;
}

/** Everything that tray, notices and window show, at one moment. */
export function buildSnapshot(
  state: EngineState,
  settings: EngineSettings,
  around: Surroundings,
  now: Instant,
  revision: number,
): AppSnapshot {
  const alerts = alertsOf(state.alerts);
  const sources = settings.sources.map((source) =>
    sourceView(source, state.sources[source.id], alerts, settings.rules, around.historyOf, now),
  );
  const quiet = settings.quietHours !== null && inQuietHours(now.wallMs, settings.quietHours);
  const rows = alertViews(alerts, settings.rules, state.incidents, state.mutes, now);
  const alertNames = new Map(rows.map(({ key, name }) => [key, name]));
  const sourceNames = new Map(settings.sources.map(({ id, name }) => [id, name]));
  return {
    revision,
    atWallMs: now.wallMs,
    mode: settings.mode,
    environment: around.environment,
    light: lightOf(alerts, state.incidents, sources, around.offline, quiet || state.mutes.length > 0),
    sources,
    alerts: rows,
    incidents: incidentViews(state.incidents, now, around),
    notices: state.notices.records.map(noticeView),
    mutes: state.mutes.map((mute) => muteView(mute, alertNames, sourceNames)),
    postmortems: postmortemViews(state.backlog, settings.clocks.hours),
    overdue: overdueViews(state.backlog, now, settings.clocks.hours),
    messages: messageViews(state.outbox, around.offline),
    problems: around.problems,
    delivery: around.delivery,
    playbook: around.playbook,
    training: around.training,
    view: around.view,
  };
}

function noticeView({ at, kind, severity, title, outcome, rung, reason, incidentId }: NoticeRecord): NoticeView {
  return { atWallMs: at.wallMs, kind, severity, title, outcome, rung, reason, incidentId };
}

function muteView(
  { target, untilWallMs, reason }: Mute,
  alertNames: ReadonlyMap<string, string>,
  sourceNames: ReadonlyMap<SourceId, string>,
): MuteView {
  return { target, label: label(target), untilWallMs, reason };

  function label(of: MuteTarget): string {
    switch (of.kind) {
      case 'alert':
        return alertNames.get(of.alertKey) ?? of.alertKey;
      case 'source':
        return sourceNames.get(of.source) ?? of.source;
      case 'all':
        return 'Everything but SEV1';
    }
  }
}
