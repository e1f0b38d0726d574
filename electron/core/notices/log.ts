import type { NewEvent, NoticeKind, NoticeRung } from '../events.ts';
import type { Severity } from '../severity.ts';
import type { Instant } from '../time.ts';

/** What was said about one incident: so that nothing is said twice, and a restart is silent. */
export interface Said {
  /** Id of the newest notice, whose place the next one takes; null where a digest spoke for several. */
  readonly noticeId: string | null;
  readonly at: Instant;
  /** How many worsenings of the incident had been told by then. */
  readonly worsenings: number;
  readonly reminders: number;
  /** Kinds told once per acknowledgement or deadline, keyed by what they were about. */
  readonly once: readonly string[];
  readonly recovered: boolean;
}

export interface NoticeRecord {
  readonly noticeId: string;
  readonly at: Instant;
  readonly kind: NoticeKind;
  readonly severity: Severity | null;
  readonly title: string;
  readonly body: string;
  readonly outcome: 'intended' | 'shown' | 'failed' | 'skipped';
  readonly rung: NoticeRung | null;
  readonly reason: string;
  readonly incidentId: string | null;
}

/** The notice log: what was said of each open incident, and the newest records for people to read. */
export interface NoticeLog {
  readonly said: Readonly<Record<string, Said>>;
  /** Why the newest due notice of an incident was not shown; told again only when the reason changes. */
  readonly skipped: Readonly<Record<string, string>>;
  /** The newest first. */
  readonly records: readonly NoticeRecord[];
}

export const EMPTY_NOTICE_LOG: NoticeLog = { said: {}, skipped: {}, records: [] };

const KEPT_RECORDS = 50;

/** What is left to write, to send or to try is not news of the incident itself. */
const BESIDE: ReadonlySet<NoticeKind> = new Set(['postmortem', 'message', 'time-box']);

/** The log after one more event. */
export function foldNotices(log: NoticeLog, event: NewEvent): NoticeLog {
  switch (event.type) {
    case 'notice-intended': {
      const { noticeId, kind, severity, title, body, about, covers } = event.payload;
      const record: NoticeRecord = {
        noticeId,
        at: event.at,
        kind,
        severity,
        title,
        body,
        outcome: 'intended',
        rung: null,
        reason: 'on its way',
        incidentId: event.incidentId,
      };
      const records = [record, ...log.records].slice(0, KEPT_RECORDS);
      const said = { ...log.said };
      const skipped = { ...log.skipped };
      for (const id of event.incidentId === null || BESIDE.has(kind) ? covers : [event.incidentId]) {
        said[id] = after(said[id], event.at, noticeId, kind, about);
        delete skipped[id];
      }
      return { said, skipped, records };
    }
    case 'notice-shown':
      return settle(log, event.payload.noticeId, 'shown', event.payload.rung, 'shown');
    case 'notice-failed':
      return settle(log, event.payload.noticeId, 'failed', event.payload.rung, event.payload.reason);
    case 'notice-skipped': {
      const { kind, title, severity, reason } = event.payload;
      const record: NoticeRecord = {
        noticeId: event.id,
        at: event.at,
        kind,
        severity,
        title,
        body: '',
        outcome: 'skipped',
        rung: null,
        reason,
        incidentId: event.incidentId,
      };
      const records = [record, ...log.records].slice(0, KEPT_RECORDS);
      if (event.incidentId === null) return { ...log, records };
      const before = log.said[event.incidentId];
      // A recovery that was held back is not news later: it counts as told.
      const said =
        kind === 'recovery' && before ? { ...log.said, [event.incidentId]: { ...before, recovered: true } } : log.said;
      return { said, skipped: { ...log.skipped, [event.incidentId]: reason }, records };
    }
    default:
      return log;
  }
}

function after(before: Said | undefined, at: Instant, noticeId: string, kind: NoticeKind, about: string): Said {
  const base: Said = before ?? { noticeId, at, worsenings: 0, reminders: 0, once: [], recovered: false };
  return {
    noticeId: kind === 'digest' ? null : noticeId,
    at,
    worsenings: kind === 'alarm' || kind === 'worsened' ? Number(about) : base.worsenings,
    reminders: base.reminders + (kind === 'reminder' ? 1 : 0),
    once: kind === 'deadline' || kind === 'acknowledgement-expiring' ? [...base.once, ...about.split(' ')] : base.once,
    recovered: kind === 'recovery',
  };
}

function settle(
  log: NoticeLog,
  noticeId: string,
  outcome: 'shown' | 'failed',
  rung: NoticeRung,
  reason: string,
): NoticeLog {
  const records = log.records.map((record) =>
    record.noticeId === noticeId && record.outcome !== 'shown' ? { ...record, outcome, rung, reason } : record,
  );
  return { ...log, records };
}

/** Notices that were intended and never settled: a crash came between. They are repeated. */
export function unsettled(log: NoticeLog): readonly NoticeRecord[] {
  return log.records.filter((record) => record.outcome === 'intended');
}

/** Drops what was said of incidents that are no longer kept. */
export function forgetSaid(log: NoticeLog, keeps: (incidentId: string) => boolean): NoticeLog {
  const kept = Object.entries(log.said).filter(([id]) => keeps(id));
  return kept.length === Object.keys(log.said).length ? log : { ...log, said: Object.fromEntries(kept) };
}
