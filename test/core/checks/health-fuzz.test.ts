import { describe, expect, it } from 'vitest';
import type { HealthAnswer } from '../../../electron/core/checks/health-body.ts';
import { mutateText, mutateValue, pick, seeded } from './health-mutations.ts';
import { answer, bodyOf, healthyChecks, judge } from './health-parts.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 100_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_240_611);

/** What the watched team's endpoint may really say. */
const BODIES: readonly [unknown, ...unknown[]] = [
  bodyOf(healthyChecks()),
  bodyOf({ ...healthyChecks(), database: { status: 'unhealthy', message: 'could not connect' } }),
  bodyOf({ ...healthyChecks(), storage: { status: 'degraded', message: 'disk 91 %' } }),
  bodyOf({ ...healthyChecks(), stuck_tasks: { status: 'healthy', stuck_count: 1, oldest_age_hours: 2 } }),
  bodyOf({ ...healthyChecks(), document_processing: { status: 'healthy', total: 0, success_rate: null } }),
  bodyOf({ database: { status: 'healthy' } }),
  { status: 'ok' },
];

function randomAnswer(random: () => number): HealthAnswer {
  const body = pick(random, BODIES);
  const value = random() < 0.8 ? mutateValue(body, random) : body;
  const text = JSON.stringify(value) ?? '';
  return answer(random() < 0.2 ? mutateText(text, random) : text, {
    status: pick(random, [200, 200, 200, 503, 503, 500, 502, 404, 401, 301, 204, 0]),
    contentType: pick(random, ['application/json', 'application/json', 'text/html', 'text/plain', '']),
    ageSeconds: pick(random, [0, 0, 0, 0, 90]),
  });
}

/** Whether a person would call this green: no alert, and nothing that counts is bad or not known. */
function isGreen({ look, checks, announced, explained }: ReturnType<typeof judge>): boolean {
  const blind = checks.filter((check) => check.look.verdict !== 'ok');
  const excused = blind.every((check) => check.look.verdict === 'unknown' && EXCUSES.has(check.look.cause));
  return look.verdict === 'ok' && announced.length + explained.length === 0 && excused;
}

/** Too few documents; a queue that the server could not read. */
const EXCUSES: ReadonlySet<string> = new Set(['insufficient', 'dependency']);

/** Read anew, on purpose not by the code under test: whether the body itself says that all is well. */
function saysWell({ status, ageSeconds, body }: HealthAnswer): boolean {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return false;
  }
  if ((status !== 200 && status < 500) || ageSeconds > 60 || !isObject(json) || !isObject(json.checks)) return false;
  if (json.status !== 'healthy' && json.status !== 'degraded') return false;
  const entries = Object.entries(json.checks);
  if (json.status === 'degraded' && entries.every(([, each]) => isObject(each) && each.status === 'healthy'))
    return false;
  return entries.length > 0 && entries.every(([name, component]) => isObject(component) && isWell(name, component));
}

function isWell(name: string, { status, workers, queue_length, completed, failed }: Record<string, unknown>): boolean {
  const byNumbers =
    name === 'celery' || name === 'document_processing' || name === 'failures' || name === 'stuck_tasks';
  if (status !== 'healthy' && !(byNumbers && status === 'degraded')) return false;
  if (name === 'celery') {
    const few = typeof workers === 'number' && workers < 1;
    const many = typeof queue_length === 'number' && queue_length >= 50;
    return !few && !many;
  }
  if (name === 'document_processing' && typeof completed === 'number' && typeof failed === 'number') {
    return completed + failed < 10 || completed / (completed + failed) >= 0.9;
  }
  return true;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

describe(`${RUNS} mutated answers of the health endpoint (seed ${SEED})`, () => {
  it('are all judged, and green only where the body says so', { timeout: 120_000 }, () => {
    const random = seeded(SEED);
    const counts = { green: 0, bad: 0, unknown: 0, ok: 0 };
    let slowestMs = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const given = randomAnswer(random);
      const began = performance.now();
      const judged = judge(given);
      slowestMs = Math.max(slowestMs, performance.now() - began);
      counts[judged.look.verdict] += 1;
      if (!isGreen(judged)) continue;
      counts.green += 1;
      if (!saysWell(given)) expect.fail(`green in run ${run}: HTTP ${given.status} ${given.body.slice(0, 2000)}`);
    }
    console.log(`${RUNS} answers: ${JSON.stringify(counts)}, the slowest ${slowestMs.toFixed(1)} ms`);
    // Neither half of the promise was vacuous.
    expect(counts.green).toBeGreaterThan(RUNS / 100);
    expect(counts.bad).toBeGreaterThan(RUNS / 100);
    expect(counts.unknown).toBeGreaterThan(RUNS / 100);
    expect(slowestMs).toBeLessThan(10_000);
  });
});
