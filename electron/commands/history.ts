import { createPast, type Past, type PastIncident } from '../core/history/past.ts';
import { historyReport } from '../core/history/report.ts';
import type { Addressed } from '../core/incidents/follow.ts';
import { wholeIncident, wholeTimeline } from '../core/postmortem/whole.ts';
import type { Handlers } from '../ipc/door.ts';
import { Refusal } from '../ipc/refusal.ts';
import { eventsOfWhole, type IncidentLog } from './whole-incident.ts';

export interface HistoryParts {
  readonly log: IncidentLog;
  readonly zone: string;
  readonly nowWallMs: () => number;
  readonly say: (commandId: string, events: readonly Addressed[]) => void;
}

export type HistoryHandlers = Pick<Handlers, 'history' | 'pastIncident' | 'judgeAlert'>;

const PAGE = 500;

/** The commands of History. The log is read once, page by page so that nothing waits for it, and then only its news. */
export function createHistoryHandlers({ log, zone, nowWallMs, say }: HistoryParts): HistoryHandlers {
  const past: Past = createPast(zone);
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
      for (const event of page) past.add(event);
      seq = page.at(-1)?.seq ?? seq;
      if (page.length < PAGE) return;
      await new Promise((resolve) => setImmediate(resolve));
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
  };
}
