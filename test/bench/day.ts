import { setImmediate } from 'node:timers/promises';
import { judgeHealth } from '../../electron/core/checks/health.ts';
import type { HealthAnswer } from '../../electron/core/checks/health-body.ts';
import { DEFAULT_COMPONENT_NAMES } from '../../electron/core/checks/health-components.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import { openIncidents } from '../../electron/core/incidents/incident.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../electron/core/time.ts';
import { trayView } from '../../electron/core/tray/view.ts';
import { createEngine } from '../../electron/runtime/engine.ts';
import { createSampleHistory } from '../../electron/runtime/history.ts';
import { createIncidentLog } from '../../electron/runtime/incident-log.ts';
import { createPublisher } from '../../electron/runtime/publisher.ts';
import { openStore } from '../../electron/store/open-store.ts';
import { fakeClock } from '../fakes/clock.ts';
import { BUILT_IN, INTERVAL_MS, usualSettings, usualSurroundings } from './house.ts';
import { median, ms, type Row, timed, usedHeapMb } from './row.ts';

const TICK_MS = 5000;
/** In every hour the database is away once, long enough for an incident, its reminders and its recovery. */
const AWAY_FROM_MS = 10 * MINUTE_MS;
const AWAY_FOR_MS = 7 * MINUTE_MS;
const GROWTH_MB = 1;
const ONLINE = { offline: false, referenceAnswered: null, unchangedForMs: DAY_MS, answeredBefore: true };

/**
 * Lives the 24 hours before now on a real store in `folder`: looks, ticks, samples, hourly outages, and all that tray
 * and window are told of it. Leaves the store behind.
 */
export async function measureDay(folder: string): Promise<readonly Row[]> {
  const clock = fakeClock(Date.now() - DAY_MS);
  const playbook = parsePlaybook(BUILT_IN);
  const settings = usualSettings(playbook);
  const { store } = openStore({ folder, now: clock.now() });
  const intended: NewEvent[] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `bench-${ids}`;
  };
  const engine = createEngine({ store, clock, settings, newId });
  engine.listen((_state, events) => {
    intended.push(...events.filter(({ type }) => type === 'notice-intended'));
  });
  const history = createSampleHistory(store, clock.now().wallMs);
  const eventsOf = createIncidentLog(store, engine);
  const publisher = createPublisher(engine, clock, settings, () => ({
    ...usualSurroundings(playbook, settings),
    historyOf: history.of,
    eventsOf,
  }));

  engine.observe({ type: 'restarted', awayMs: engine.awayMs });
  engine.observe({ type: 'configured', sources: ['health'] });
  const tellShown = () => {
    for (const { type, payload, incidentId } of intended.splice(0)) {
      if (type !== 'notice-intended') continue;
      engine.report([{ type: 'notice-shown', payload: { noticeId: payload.noticeId, rung: 'native' }, incidentId }]);
    }
  };
  // Made beforehand: what the benchmark remembers is not to be counted as the app's.
  const tickMs = new Float64Array(DAY_MS / TICK_MS);
  const lookMs = new Float64Array(DAY_MS / INTERVAL_MS);
  const heapMb: number[] = [];
  let memory: Parameters<typeof judgeHealth>[3] = null;
  for (let passedMs = 0; passedMs < DAY_MS; passedMs += TICK_MS) {
    if (passedMs % INTERVAL_MS === 0) {
      const isAway = passedMs % HOUR_MS >= AWAY_FROM_MS && passedMs % HOUR_MS < AWAY_FROM_MS + AWAY_FOR_MS;
      const judged = judgeHealth(
        { outcome: 'answered', latencyMs: 40, answer: healthAnswer(clock.now().wallMs, isAway) },
        { components: DEFAULT_COMPONENT_NAMES, ignored: [], loopback: false },
        ONLINE,
        memory,
      );
      memory = judged.memory;
      history.add('health', clock.now().wallMs, 40, judged.checks);
      const { look, checks } = judged;
      lookMs[passedMs / INTERVAL_MS] = timed(() =>
        engine.observe({
          type: 'looked',
          source: 'health',
          look,
          depth: 'full',
          checks,
          latencyMs: 40,
          intervalMs: INTERVAL_MS,
        }),
      );
    }
    tickMs[passedMs / TICK_MS] = timed(() => engine.observe({ type: 'tick' }));
    tellShown();
    for (const { id, acknowledgement, openedAt } of openIncidents(engine.state().incidents)) {
      if (acknowledgement !== null || clock.now().wallMs - openedAt.wallMs < 2 * MINUTE_MS) continue;
      const payload = { reason: null, untilWallMs: null };
      engine.say(newId(), [{ type: 'incident-acknowledged', payload, incidentId: id }]);
    }
    trayView(publisher.current(), clock.now().wallMs, 'UTC');
    clock.pass(TICK_MS);
    if ((passedMs + TICK_MS) % HOUR_MS === 0) {
      await setImmediate();
      store.backUpIfDue(clock.now());
      heapMb.push(usedHeapMb());
    }
  }
  const incidents = Object.keys(engine.state().incidents).length;
  store.close();
  if (incidents < 20) throw new Error(`only ${incidents} incidents in a day of hourly outages`);

  const grownMb = (heapMb.at(-1) ?? Number.NaN) - (heapMb[0] ?? Number.NaN);
  const commitMs = median([...tickMs]);
  return [
    {
      what: 'commit of one tick, durable',
      budget: '2 ms',
      measured: ms(commitMs),
      met: commitMs <= 2,
      figures: { median: commitMs, lookMedian: median([...lookMs]), ticks: tickMs.length },
    },
    {
      what: `heap, hour 1 to hour 24, ${incidents} incidents`,
      budget: `+ ${GROWTH_MB} MB`,
      measured: `${(heapMb[0] ?? Number.NaN).toFixed(1)} ${grownMb < 0 ? '-' : '+'} ${Math.abs(grownMb).toFixed(2)} MB`,
      met: grownMb <= GROWTH_MB,
      figures: { hourly: heapMb },
    },
  ];
}

function healthAnswer(wallMs: number, isAway: boolean): HealthAnswer {
  const status = isAway ? 'unhealthy' : 'healthy';
  const checks = {
    database: { status, message: isAway ? 'connection refused' : 'Database connection OK' },
    redis: { status: 'healthy', message: 'Redis connection OK' },
    celery: { status: 'healthy', message: '2 workers', workers: 2, active_tasks: 0, queue_length: 3 },
    document_processing: {
      status: 'healthy',
      message: 'ok',
      total: 120,
      completed: 118,
      failed: 2,
      success_rate: 98.3,
    },
  };
  return {
    status: isAway ? 503 : 200,
    contentType: 'application/json',
    ageSeconds: 0,
    body: JSON.stringify({ status, timestamp: new Date(wallMs).toISOString(), checks }),
  };
}
