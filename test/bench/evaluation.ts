import { NO_ALERTS } from '../../electron/core/alerts/state.ts';
import { stepAlerts } from '../../electron/core/alerts/step.ts';
import type { Check } from '../../electron/core/checks/check.ts';
import type { Rule } from '../../electron/core/checks/rule.ts';
import { advance, type EngineSettings } from '../../electron/core/engine/advance.ts';
import { type EngineState, initialState } from '../../electron/core/engine/state.ts';
import { ok } from '../../electron/core/look.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { buildSnapshot } from '../../electron/core/snapshot/build.ts';
import { trayView } from '../../electron/core/tray/view.ts';
import { fakeClock } from '../fakes/clock.ts';
import { BUILT_IN, INTERVAL_MS, usualSettings, usualSurroundings } from './house.ts';
import { budgeted, busy, computed, ms, type Row, shown } from './row.ts';

const MANY = 10_000;
/** One check in a hundred is bad for long enough to fire. */
const BAD_EVERY = 100;
/** Three rules judge lists (users, addresses, tasks), and each list is cut at 200 where it is asked for. */
const LISTS = 3;
const LONGEST_LIST = 200;
/** Enough for every hold and for V8 to have compiled what recurs. */
const LOOKS = 20;

/** What a look costs from the measured values to the tray, few things being wrong, and everything. */
export function measureEvaluation(): readonly Row[] {
  const few = createBed(MANY, (i) => i % BAD_EVERY === 0);
  for (let i = 0; i < LOOKS; i += 1) few.look();
  const evaluateMs = computed(30, () => {
    few.evaluate();
    few.show();
  });
  const wholeMs = computed(30, () => {
    few.look();
    few.show();
  });
  const fewFiring = few.show();
  if (fewFiring !== MANY / BAD_EVERY) throw new Error(`${fewFiring} alerts fire`);

  const all = createBed(MANY, () => true);
  const allMs = computed(15, () => {
    all.evaluate();
    all.show();
  });
  const allFiring = all.show();
  if (allFiring !== MANY) throw new Error(`${allFiring} alerts fire`);
  return [
    budgeted(`evaluate ${MANY} checks (${fewFiring} firing), snapshot, tray model`, 16, evaluateMs),
    shown('the same with incidents and notices', wholeMs),
    shown(`the same checks, all of them firing, without incidents`, allMs),
    measureFlood(),
  ];
}

/** As many alerts as there can be, all of them bad at once, and none explaining another. */
function measureFlood(): Row {
  const most = usualSettings(parsePlaybook(BUILT_IN)).rules.length - LISTS + LISTS * LONGEST_LIST;
  const bed = createBed(most, () => true);
  let firesMs = 0;
  let firing = 0;
  while (firing === 0) {
    firesMs = busy(() => {
      bed.look();
      firing = bed.show();
    });
  }
  if (firing !== most) throw new Error(`${firing} alerts fire`);
  const lookMs = computed(30, () => {
    bed.look();
    bed.show();
  });
  return {
    what: `${most} alerts, the most there can be, fire in one look; each look after that`,
    budget: '',
    measured: `${ms(firesMs)} once; ${ms(lookMs)}`,
    met: null,
    figures: { firesMs, lookMs },
  };
}

interface Bed {
  /** One look through the whole engine. */
  look(): void;
  /** One look through the alerts alone: no incidents, no notices. */
  evaluate(): void;
  /** Snapshot and tray model; answers how many alerts fire. */
  show(): number;
}

function createBed(count: number, isBad: (index: number) => boolean): Bed {
  const playbook = parsePlaybook(BUILT_IN);
  const usual = usualSettings(playbook);
  const [pattern] = usual.rules.filter(({ check }) => check === 'queue_length');
  if (pattern === undefined) throw new Error('no rule for the queue');
  const names = named('check', count);
  const rules = named('rule', count).map((id, i): Rule => ({ ...pattern, id, check: names[i] ?? '' }));
  const settings: EngineSettings = { ...usual, rules };
  const around = usualSurroundings(playbook, settings);
  const clock = fakeClock();
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  const checks = names.map((name, i): Check => {
    return { name, source: 'health', value: isBad(i) ? 1000 : 1, unit: '', look: ok('measured') };
  });
  const looked = { source: 'health', depth: 'full', checks, intervalMs: INTERVAL_MS } as const;
  let state: EngineState = initialState(NO_ALERTS);
  return {
    look: () => {
      clock.pass(INTERVAL_MS);
      const input = { type: 'looked', ...looked, look: ok('measured'), latencyMs: 5 } as const;
      state = advance(state, input, clock.now(), settings, newId).state;
    },
    evaluate: () => {
      clock.pass(INTERVAL_MS);
      const input = { kind: 'looked', ...looked, now: clock.now() } as const;
      state = { ...state, alerts: stepAlerts(state.alerts, input, rules).state };
    },
    show: () => {
      const now = clock.now();
      const snapshot = buildSnapshot(state, settings, around, now, 1);
      trayView(snapshot, now.wallMs, 'UTC');
      return snapshot.alerts.filter(({ phase }) => phase === 'firing').length;
    },
  };
}

/** Many names as a parser gives them: the same string for the same name. */
function named(what: string, count: number): readonly string[] {
  return Object.keys(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${what}_${i}`, i])));
}
