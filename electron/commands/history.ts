import type { Rule } from '../core/checks/rule.ts';
import { createFirings } from '../core/history/firings.ts';
import { type LevelReplay, replayLevel } from '../core/history/level-replay.ts';
import { createPast, type Past, type PastIncident } from '../core/history/past.ts';
import { historyReport } from '../core/history/report.ts';
import type { Addressed } from '../core/incidents/follow.ts';
import type { Sample, SampleLog } from '../core/ports.ts';
import { wholeIncident, wholeTimeline } from '../core/postmortem/whole.ts';
import type { SourceId } from '../core/source.ts';
import { DAY_MS } from '../core/time.ts';
import type { Handlers } from '../ipc/door.ts';
import { Refusal } from '../ipc/refusal.ts';
import { eventsOfWhole, type IncidentLog } from './whole-incident.ts';

export interface HistoryParts {
  readonly log: IncidentLog;
  readonly samples: Pick<SampleLog, 'samples'>;
  readonly rules: readonly Rule[];
  /** Whose samples are asked for. */
  readonly sources: readonly SourceId[];
  readonly zone: string;
  readonly nowWallMs: () => number;
  readonly say: (commandId: string, events: readonly Addressed[]) => void;
}

export type HistoryHandlers = Pick<Handlers, 'history' | 'pastIncident' | 'judgeAlert' | 'replay'>;

const PAGE = 500;
/** As long as the store keeps samples. */
const KEPT_MS = 14 * DAY_MS;

/** The commands of History. The log is read once, page by page so that nothing waits for it, and then only its news. */
export function createHistoryHandlers(parts: HistoryParts): HistoryHandlers {
  const { log, zone, nowWallMs, say } = parts;
  const past: Past = createPast(zone);
  const firings = createFirings();
  let seq = 0;
  let reading: Promise<void> | null = null;

  async function read(): Promise<readonly PastIncident[]> {
    // Two that ask at once must not both take the same events.
    reading ??= readOn().finally(() => {
      reading = null;
    });
    await reading;
    return past.incidents();
  }

  async function readOn(): Promise<void> {
    for (;;) {
      const page = log.eventsAfter(seq, PAGE);
      for (const event of page) {
        past.add(event);
        firings.add(event);
      }
      seq = page.at(-1)?.seq ?? seq;
      if (page.length < PAGE) return;
      await othersFirst();
    }
  }

  async function find(incidentId: string): Promise<PastIncident> {
    const found = (await read()).find(({ id }) => id === incidentId);
    if (found === undefined) throw new Refusal('unknown', 'The log knows no such incident.');
    return found;
  }

  return {
    history: async (filter) => historyReport(await read(), filter, nowWallMs(), zone),
    async pastIncident({ incidentId }) {
      const incident = await find(incidentId);
      const events = eventsOfWhole(log, incidentId);
      const whole = wholeIncident(events, incidentId);
      return { incident, timeline: whole === null ? [] : wholeTimeline(events, whole) };
    },
    async judgeAlert({ commandId, incidentId, alertKey, verdict }) {
      const { alerts } = await find(incidentId);
      const alert = alerts.find((each) => each.alertKey === alertKey);
      if (alert === undefined) throw new Refusal('unknown', 'This incident had no such alert.');
      say(commandId, [{ type: 'alert-judged', payload: { alertKey, name: alert.name, verdict }, incidentId }]);
      return null;
    },
    async replay({ alert, at }) {
      await read();
      const replays: LevelReplay[] = [];
      for (const { rule, level } of levelsNamed(alert, parts.rules)) {
        const asked = at?.level === level ? at.threshold : null;
        const ofRule = firings.all().filter(({ ruleId }) => ruleId === rule.id);
        const now = nowWallMs();
        const samples = samplesOf(parts, rule.check, now - KEPT_MS);
        const steps = replayLevel({ rule, level, samples, firings: ofRule, asked, nowWallMs: now });
        let step = steps.next();
        for (; step.done !== true; step = steps.next()) await othersFirst();
        if (step.value !== null) replays.push(step.value);
      }
      return replays;
    },
  };
}

/** The levels that an alert of this name may be of; one per user, address or task has its label behind the name. */
function levelsNamed(
  alert: string,
  rules: readonly Rule[],
): readonly { readonly rule: Rule; readonly level: number }[] {
  return rules.flatMap((rule) =>
    rule.levels.flatMap(({ name }, level) =>
      alert === name || alert.startsWith(`${name}: `) ? [{ rule, level }] : [],
    ),
  );
}

function samplesOf(
  { samples, sources }: HistoryParts,
  check: string,
  sinceWallMs: number,
): ReadonlyMap<SourceId, readonly Sample[]> {
  const found = sources.map((source) => [source, samples.samples(`${source}/${check}`, sinceWallMs)] as const);
  return new Map(found.filter(([, those]) => those.length > 0));
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
