import type { Alert, AlertKey } from '../alerts/alert.ts';
import type { Blindness } from '../engine/sight.ts';
import type { AppMode, NoticeKind } from '../events.ts';
import { type ClockRules, clocksOf } from '../incidents/clocks.ts';
import type { Addressed } from '../incidents/follow.ts';
import { causesOf, type Incident, type Incidents, isOpen } from '../incidents/incident.ts';
import { isWorkingTime } from '../schedule/working-hours.ts';
import type { Severity } from '../severity.ts';
import type { SourceId } from '../source.ts';
import { elapsedBetween, type Instant } from '../time.ts';
import { compose, composeBlind, composeDigest, type Words } from './compose.ts';
import { decide, type Mute } from './decide.ts';
import { type DueNotice, dueNotice } from './due.ts';
import type { NoticeLog } from './log.ts';

/** More alarms than this within the window become one digest. */
const DIGEST_ABOVE = 5;
const DIGEST_WINDOW_MS = 30_000;

export interface PlanContext {
  readonly now: Instant;
  readonly mode: AppMode;
  readonly rules: ClockRules;
  readonly mutes: readonly Mute[];
  readonly quietHours: boolean;
  /** Whether an alert may be repeated: its looks are sure since the last wake or restart, and the newest one is bad. */
  readonly repeatable: (key: AlertKey) => boolean;
  /** Set when it is time to say that nothing is watched. */
  readonly blindness: Blindness | null;
  readonly alertOf: (key: string) => Alert | undefined;
  readonly sourceOf: (key: string) => SourceId | null;
  readonly firstStepOf: (runbook: string) => string | null;
  readonly personFor: (clockId: string, incident: Incident, nowWallMs: number) => string | null;
  readonly newId: () => string;
}

interface Planned {
  readonly incident: Incident;
  readonly due: DueNotice;
}

/** What is said now about all incidents, and what is not said and why: as events, the notices still to be delivered. */
export function planNotices(incidents: Incidents, log: NoticeLog, context: PlanContext): readonly Addressed[] {
  const events: Addressed[] = [];
  const sends: Planned[] = [];
  for (const incident of Object.values(incidents)) {
    const due = dueNotice(incident, log.said[incident.id], circumstances(incident, context));
    if (due === null) continue;
    const decision = decide(incident, due, {
      wallMs: context.now.wallMs,
      mutes: context.mutes,
      quietHours: context.quietHours,
      alert: incident.cause === null ? undefined : context.alertOf(incident.cause),
      source: incident.cause === null ? null : context.sourceOf(incident.cause),
    });
    if (decision.send) sends.push({ incident, due });
    else if (log.skipped[incident.id] !== decision.reason)
      events.push(skip({ incident, due }, decision.reason, context));
  }
  return [...events, ...gather(sends, log, context), ...blind(context)];
}

function blind(context: PlanContext): readonly Addressed[] {
  if (context.blindness === null) return [];
  const words = composeBlind(context.blindness, context.mode, context.rules.hours.zone);
  return [intend('not-monitoring', null, words, context, { about: 'blind' })];
}

function circumstances(incident: Incident, context: PlanContext) {
  const alerts = causesOf(incident).flatMap((key) => context.alertOf(key) ?? []);
  return {
    now: context.now,
    nothingNew: alerts.length > 0 && !alerts.some((alert) => isNews(alert, context)),
    workingTime: isWorkingTime(context.now.wallMs, context.rules.hours),
    clocks: isOpen(incident) ? clocksOf(incident, context.now, context.rules) : [],
  };
}

function isNews(alert: Alert, { repeatable }: PlanContext): boolean {
  if (alert.phase === 'firing' && (alert.unknownSince !== null || alert.explainedBy !== null)) return false;
  return repeatable(alert.key);
}

/** Each by itself, or, where too many alarms come at once, one digest of those that are not SEV1. */
function gather(sends: readonly Planned[], log: NoticeLog, context: PlanContext): readonly Addressed[] {
  const recent = log.records.filter(
    (record) => record.outcome !== 'skipped' && elapsedBetween(record.at, context.now) < DIGEST_WINDOW_MS,
  );
  const crowd = sends.filter(({ incident, due }) => due.kind === 'alarm' && incident.severity !== 1);
  const alarms = recent.filter((record) => record.kind === 'alarm').length;
  const digested = recent.some((record) => record.kind === 'digest');
  if (!digested && alarms + crowd.length <= DIGEST_ABOVE) return sends.map((one) => say(one, log, context));
  const alone = sends.filter((one) => !crowd.includes(one)).map((one) => say(one, log, context));
  if (crowd.length === 0) return alone;
  if (!digested) return [...alone, digest(crowd, context)];
  const waits = 'waits up to 30 s for the next digest';
  return [
    ...alone,
    ...crowd.filter(({ incident }) => log.skipped[incident.id] !== waits).map((one) => skip(one, waits, context)),
  ];
}

function say({ incident, due }: Planned, log: NoticeLog, context: PlanContext): Addressed {
  const words = compose(incident, due, {
    mode: context.mode,
    zone: context.rules.hours.zone,
    firstStep: context.firstStepOf(incident.runbook),
    personFor: (clockId) => context.personFor(clockId, incident, context.now.wallMs),
  });
  const replaces = log.said[incident.id]?.noticeId ?? null;
  return {
    ...intend(due.kind, incident.severity, words, context, { about: due.about, replaces }),
    incidentId: incident.id,
  };
}

function intend(
  kind: NoticeKind,
  severity: Severity | null,
  words: Words,
  context: PlanContext,
  more: { readonly about: string; readonly replaces?: string | null; readonly covers?: readonly string[] },
): Addressed {
  const payload = { noticeId: context.newId(), kind, severity, ...words, replaces: null, covers: [], ...more };
  return { type: 'notice-intended', incidentId: null, payload };
}

function digest(crowd: readonly Planned[], context: PlanContext): Addressed {
  const incidents = crowd.map(({ incident }) => incident);
  const worst = incidents.reduce((a, b) => (b.severity < a.severity ? b : a)).severity;
  const covers = incidents.map(({ id }) => id);
  return intend('digest', worst, composeDigest(incidents, context.mode), context, { about: 'digest', covers });
}

function skip({ incident, due }: Planned, reason: string, context: PlanContext): Addressed {
  const { title } = compose(incident, due, {
    mode: context.mode,
    zone: context.rules.hours.zone,
    firstStep: null,
    personFor: (clockId) => context.personFor(clockId, incident, context.now.wallMs),
  });
  return {
    type: 'notice-skipped',
    incidentId: incident.id,
    payload: { kind: due.kind, severity: incident.severity, title, reason },
  };
}
