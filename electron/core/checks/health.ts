import { healthFailureToLook, type Surroundings } from '../connectivity/failure-to-look.ts';
import { bad, type Look, ok, unknown } from '../look.ts';
import type { Reading } from '../source.ts';
import { SECOND_MS } from '../time.ts';
import type { Check } from './check.ts';
import { type Component, type HealthAnswer, type HealthBody, readHealthAnswer } from './health-body.ts';
import { type ComponentNames, extraCheck, type Finding, find, namedWithReason } from './health-components.ts';

export interface HealthSettings {
  /** What this deployment calls the components that Sevlight knows. */
  readonly components: ComponentNames;
  /** Components that are neither shown nor judged. */
  readonly ignored: readonly string[];
  readonly loopback: boolean;
}

/** What one look leaves behind for the next. */
export interface HealthMemory {
  /** The timestamps of the newest answers, the newest last: caches may take turns with more than one old answer. */
  readonly timestamps: readonly string[];
  /** What the newest valid answer fed, so that a failed look can say of each that it is not measured. */
  readonly fed: readonly Pick<Check, 'name' | 'unit'>[];
}

export interface HealthJudged {
  readonly look: Look;
  readonly checks: readonly Check[];
  readonly memory: HealthMemory;
}

const NO_MEMORY: HealthMemory = { timestamps: [], fed: [{ name: 'system_health', unit: '' }] };
const TIMESTAMPS_KEPT = 8;
/** An answer that is older has come from a cache on the way. */
const OLD_SECONDS = 60;
/** From here on an answer is called slow; 9 s is usual while workers are dead. */
const SLOW_MS = 3 * SECOND_MS;

/** What a look at the health endpoint means. Pure and total: whatever the server said is judged, nothing throws. */
export function judgeHealth(
  reading: Reading<HealthAnswer>,
  settings: HealthSettings,
  surroundings: Surroundings,
  previous: HealthMemory | null,
): HealthJudged {
  const memory = previous ?? NO_MEMORY;
  if (reading.outcome === 'failed') {
    const look = healthFailureToLook(reading.failure, settings.loopback, surroundings);
    return notMeasured(look, look, memory);
  }
  const latency = latencyCheck(reading.latencyMs);
  const result = readHealthAnswer(reading.answer);
  switch (result.kind) {
    case 'failure': {
      const look = healthFailureToLook(result.failure, settings.loopback, surroundings);
      return notMeasured(look, look, memory, latency);
    }
    case 'liveness': {
      const reason = 'It only says that it is alive, nothing about its components: add ?full=1 to HEALTH_URL';
      return notMeasured(unknown('configuration', reason), ok('The service answers'), memory, latency);
    }
    case 'body': {
      const { body } = result;
      const cached = whyCached(body, reading.answer.ageSeconds, memory);
      const seen = { ...memory, timestamps: [...memory.timestamps, body.timestamp ?? ''].slice(-TIMESTAMPS_KEPT) };
      if (cached === null) return measured(body, settings, seen, latency);
      const look = unknown('cached', cached);
      return notMeasured(look, look, seen, latency);
    }
  }
}

function measured(body: HealthBody, settings: HealthSettings, memory: HealthMemory, latency: Check): HealthJudged {
  const isIgnored = ({ name }: Component) => settings.ignored.includes(name);
  const components = body.components.filter((component) => !isIgnored(component));
  const found = components.map((component) => find(component, settings.components));
  const system = systemHealth(body, found, body.components.filter(isIgnored));
  const parts = found.flatMap(({ checks }) => checks);
  const checks = [reachable(ok('The service answers')), system, ...parts, extraCheck(found), latency];
  const fed = checks.filter(({ name }) => name !== REACHABLE).map(({ name, unit }) => ({ name, unit }));
  const unclear = found.flatMap((finding) => finding.unclear ?? [])[0];
  const look = system.look.verdict === 'ok' ? (unclear ?? system.look) : system.look;
  return { look, checks, memory: { ...memory, fed } };
}

function systemHealth(body: HealthBody, found: readonly Finding[], ignored: readonly Component[]): Check {
  const base = { name: 'system_health', source: 'health', value: null, unit: '' } as const;
  const unhealthy = found.filter(({ component }) => component.status === 'unhealthy');
  if (unhealthy.length > 0) {
    const look = bad(`Unhealthy: ${unhealthy.map(({ component }) => namedWithReason(component)).join(', ')}`);
    return { ...base, look, coveredBy: coveringChecks(unhealthy) };
  }
  if (body.status === 'unhealthy' && !ignored.some(({ status }) => status === 'unhealthy')) {
    return { ...base, look: bad('The service calls itself unhealthy and names no component'), coveredBy: [] };
  }
  if (body.status === null) {
    return { ...base, look: unknown('malformed', 'The report has no overall status that can be understood') };
  }
  const complaining = found.filter(({ component }) => component.status !== 'healthy');
  if (complaining.length > 0) {
    const names = complaining.map(({ component }) => namedWithReason(component)).join(', ');
    return { ...base, look: ok(`${body.status === 'degraded' ? 'Degraded' : 'Not all healthy'}: ${names}`) };
  }
  if (body.status === 'healthy') return { ...base, look: ok('Healthy') };
  if (ignored.some(({ status }) => status !== 'healthy')) {
    return { ...base, look: ok('Healthy but for what is ignored here') };
  }
  return { ...base, look: unknown('dependency', `The service calls itself ${body.status} and names no component`) };
}

/**
 * The checks that say the same as these unhealthy components, in more detail; none as soon as one of them has no such
 * check. What cannot be counted while the database is down is covered by the database.
 */
function coveringChecks(unhealthy: readonly Finding[]): readonly string[] {
  const databaseDown = unhealthy.some(({ coveredBy }) => coveredBy === 'database');
  const names = unhealthy.map(({ coveredBy, checks }) =>
    coveredBy === null && checks.length > 0 && databaseDown ? 'database' : coveredBy,
  );
  return names.includes(null) ? [] : [...new Set(names.filter((name) => name !== null))];
}

function whyCached({ timestamp }: HealthBody, ageSeconds: number, { timestamps }: HealthMemory): string | null {
  if (ageSeconds > OLD_SECONDS) return `A cache answered instead of the service: the answer is ${ageSeconds} s old`;
  if (timestamp === null) return null;
  if (timestamps.includes(timestamp)) return `A cache may have answered: the same report of ${timestamp} came before`;
  const newest = Date.parse(timestamps.at(-1) ?? '');
  if (Date.parse(timestamp) < newest)
    return `A cache may have answered: the report of ${timestamp} is older than the last`;
  return null;
}

/** Nothing was learnt but whether the service can be reached: everything else that it feeds is not measured. */
function notMeasured(look: Look, reach: Look, memory: HealthMemory, ...shown: readonly Check[]): HealthJudged {
  const own = new Set(shown.map(({ name }) => name));
  const why = look.verdict === 'unknown' ? look : unknown('dependency', 'Not measured: the service cannot be reached');
  const rest = memory.fed
    .filter(({ name }) => !own.has(name))
    .map(({ name, unit }): Check => ({ name, source: 'health', value: null, unit, look: why }));
  return { look, checks: [reachable(reach), ...rest, ...shown], memory };
}

const REACHABLE = 'service_reachable';

function reachable(look: Look): Check {
  return { name: REACHABLE, source: 'health', value: null, unit: '', look };
}

function latencyCheck(latencyMs: number): Check {
  const value = Math.round(latencyMs);
  const seconds = (value / SECOND_MS).toFixed(1);
  const look = ok(value >= SLOW_MS ? `Slow: ${seconds} s` : `${value} ms`);
  return { name: 'health_latency', source: 'health', value, unit: 'ms', look };
}
