import { NO_ALERTS } from '../../electron/core/alerts/state.ts';
import { stepAlerts } from '../../electron/core/alerts/step.ts';
import type { Check } from '../../electron/core/checks/check.ts';
import { readHealthAnswer } from '../../electron/core/checks/health-body.ts';
import type { Rule } from '../../electron/core/checks/rule.ts';
import { advance, type EngineInput } from '../../electron/core/engine/advance.ts';
import { initialState } from '../../electron/core/engine/state.ts';
import { ok } from '../../electron/core/look.ts';
import type { Runbook } from '../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { buildSnapshot } from '../../electron/core/snapshot/build.ts';
import { trayView } from '../../electron/core/tray/view.ts';
import { searchableRunbooks } from '../../renderer/runbooks/search.ts';
import { fakeClock } from '../fakes/clock.ts';
import { BUILT_IN, INTERVAL_MS, usualSettings, usualSurroundings } from './house.ts';
import { computed, ms, type Row } from './row.ts';

const MANY = 10_000;
/** One check in a hundred is bad for long enough to fire. */
const BAD_EVERY = 100;
/** What double the input may cost in time, and still count as linear on a machine that does other things too. */
const LINEAR = 2.6;

/** What is only computed: the same on every machine but for its speed. */
export function measureComputing(): readonly Row[] {
  return [...measureEvaluation(), ...measurePlaybook(), measureHealthBody(), measureSearch()];
}

function measureEvaluation(): readonly Row[] {
  const playbook = parsePlaybook(BUILT_IN);
  const usual = usualSettings(playbook);
  const [pattern] = usual.rules.filter(({ check }) => check === 'queue_length');
  if (pattern === undefined) throw new Error('no rule for the queue');
  const ids = named('rule');
  const names = named('check');
  const rules = ids.map((id, i): Rule => ({ ...pattern, id, check: names[i] ?? '' }));
  const settings = { ...usual, rules };
  const around = usualSurroundings(playbook, settings);
  const clock = fakeClock();
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  const checks = names.map((name, i): Check => {
    const value = i % BAD_EVERY === 0 ? 1000 : 1;
    return { name, source: 'health', value, unit: '', look: ok('measured') };
  });
  const look: EngineInput = {
    type: 'looked',
    source: 'health',
    look: ok('measured'),
    depth: 'full',
    checks,
    latencyMs: 5,
    intervalMs: INTERVAL_MS,
  };
  let state = initialState(NO_ALERTS);
  const lookOnce = () => {
    clock.pass(INTERVAL_MS);
    state = advance(state, look, clock.now(), settings, newId).state;
  };
  for (let i = 0; i < 20; i += 1) lookOnce();

  let firing = 0;
  const show = () => {
    const now = clock.now();
    const snapshot = buildSnapshot(state, settings, around, now, 1);
    firing = snapshot.alerts.filter(({ phase }) => phase === 'firing').length;
    trayView(snapshot, now.wallMs, 'UTC');
  };
  const evaluateMs = computed(30, () => {
    clock.pass(INTERVAL_MS);
    const input = { kind: 'looked', source: 'health', depth: 'full', checks, intervalMs: INTERVAL_MS } as const;
    state = { ...state, alerts: stepAlerts(state.alerts, { ...input, now: clock.now() }, rules).state };
    show();
  });
  const wholeMs = computed(30, () => {
    lookOnce();
    show();
  });
  if (firing !== MANY / BAD_EVERY) throw new Error(`${firing} alerts fire`);
  return [
    budgeted(`evaluate ${MANY} checks (${firing} firing), snapshot, tray model`, 16, evaluateMs),
    shown('the same with incidents and notices', wholeMs),
  ];
}

/** Many names as a parser gives them: the same string for the same name. */
function named(what: string): readonly string[] {
  return Object.keys(Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`${what}_${i}`, i])));
}

function measurePlaybook(): readonly Row[] {
  const [half = 0, whole = 0, twice = 0] = [MANY / 2, MANY, 2 * MANY].map((lines) => {
    const document = longPlaybook(lines);
    return computed(5, () => {
      parsePlaybook(document);
    });
  });
  const growth = Math.max(whole / half, twice / whole);
  return [
    budgeted(`parse a playbook of ${MANY} lines`, 150, whole),
    {
      what: `its growth, ${MANY / 2}, ${MANY}, ${2 * MANY} lines`,
      budget: `x ${LINEAR} per doubling`,
      measured: `${ms(half)}, ${ms(whole)}, ${ms(twice)}: x ${growth.toFixed(2)}`,
      met: growth <= LINEAR,
      figures: { half, whole, twice },
    },
  ];
}

/** The built-in playbook with its runbooks again and again, each under a name of its own. */
function longPlaybook(lines: number): string {
  const from = BUILT_IN.indexOf('\n### ', BUILT_IN.indexOf('\n## Alert Runbooks'));
  const to = BUILT_IN.indexOf('\n## ', from);
  const runbooks = BUILT_IN.slice(from, to);
  const count = (text: string) => text.split('\n').length - 1;
  const copies = Math.ceil((lines - count(BUILT_IN)) / count(runbooks));
  const more = Array.from({ length: copies }, (_, i) => runbooks.replaceAll(/^### (.*)$/gm, `### $1 ${i + 1}`));
  const document = BUILT_IN.slice(0, to) + more.join('') + BUILT_IN.slice(to);
  if (count(document) < lines) throw new Error(`only ${count(document)} lines`);
  return document;
}

function measureHealthBody(): Row {
  const component = { status: 'healthy', message: 'all is well here', latency_ms: 3 };
  const checks = Object.fromEntries(Array.from({ length: MANY }, (_, i) => [`component_${i}`, component]));
  const body = JSON.stringify({ status: 'healthy', timestamp: '2026-01-13T01:00:00Z', checks });
  const answer = { status: 200, contentType: 'application/json', body, ageSeconds: 0 };
  return shown(
    `read a health body of ${MANY} components`,
    computed(20, () => {
      readHealthAnswer(answer);
    }),
  );
}

function measureSearch(): Row {
  const { runbooks } = parsePlaybook(BUILT_IN);
  const many = Array.from({ length: MANY }, (_, i): Runbook => {
    const runbook = runbooks[i % runbooks.length];
    if (runbook === undefined) throw new Error('no runbooks');
    return { ...runbook, id: `${runbook.id}-${i}`, title: `${runbook.title} ${i}` };
  });
  const search = searchableRunbooks(many);
  const words = ['redis', 'connection 99', 'workers restart', 'nothing like this', 'e'];
  if (search('connection 99').length === 0) throw new Error('nothing found');
  const slowestMs = Math.max(...words.map((wanted) => computed(10, () => search(wanted))));
  return budgeted(`search ${MANY} runbooks, the slowest of ${words.length} searches`, 10, slowestMs);
}

function budgeted(what: string, budgetMs: number, measuredMs: number): Row {
  return { ...shown(what, measuredMs), budget: `${budgetMs} ms`, met: measuredMs <= budgetMs };
}

function shown(what: string, measuredMs: number): Row {
  return { what, budget: '', measured: ms(measuredMs), met: null, figures: { ms: measuredMs } };
}
