import { readHealthAnswer } from '../../electron/core/checks/health-body.ts';
import type { Runbook } from '../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { searchableRunbooks } from '../../renderer/runbooks/search.ts';
import { measureEvaluation } from './evaluation.ts';
import { BUILT_IN } from './house.ts';
import { budgeted, computed, ms, type Row, shown } from './row.ts';

const MANY = 10_000;
/** What double the input may cost in time, and still count as linear on a machine that does other things too. */
const LINEAR = 2.6;

/** What is only computed: the same on every machine but for its speed. */
export function measureComputing(): readonly Row[] {
  return [...measureEvaluation(), ...measurePlaybook(), measureHealthBody(), measureSearch()];
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
