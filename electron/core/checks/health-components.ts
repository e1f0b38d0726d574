import { bad, type Look, ok, unknown } from '../look.ts';
import type { Check, CheckInstance, Fact } from './check.ts';
import type { Component, ComponentStatus } from './health-body.ts';
import { plain } from './plain.ts';

/** What a component is to Sevlight. */
export type ComponentRole = 'database' | 'redis' | 'celery' | 'document_processing' | 'stuck_tasks' | 'failures';

export type ComponentNames = Readonly<Record<ComponentRole, string>>;

export const DEFAULT_COMPONENT_NAMES: ComponentNames = {
  database: 'database',
  redis: 'redis',
  celery: 'celery',
  document_processing: 'document_processing',
  stuck_tasks: 'stuck_tasks',
  failures: 'failures',
};

/** One component, understood: the checks it feeds, and what it says of the whole. */
export interface Finding {
  readonly component: Component;
  readonly checks: readonly Check[];
  /** Who decides instead while the server calls it unhealthy: a check that has a rule. Null: nobody. */
  readonly coveredBy: string | null;
  /** Degraded, and no check of its own says how much. */
  readonly degraded: boolean;
  /** Why nothing good may be concluded from it. */
  readonly unclear: Extract<Look, { verdict: 'unknown' }> | null;
}

/** Fewer settled documents say nothing about a rate. */
const ENOUGH_SETTLED = 10;
/** Documents in processing for longer are stuck. */
const STUCK_HOURS = 1;
const TYPES_SHOWN = 5;

/** What one component says. */
export function find(component: Component, names: ComponentNames): Finding {
  switch (roleOf(component, names)) {
    case 'database':
      return connection('database', component);
    case 'redis':
      return connection('redis', component);
    case 'celery':
      return celery(component);
    case 'document_processing':
      return documents(component);
    case 'stuck_tasks':
      return stuck(component);
    case 'failures':
      return failures(component);
    case null:
      return { component, checks: [], coveredBy: null, degraded: isDegraded(component), unclear: unclear(component) };
  }
}

/** One check for all components that have none of their own, so that a new one is shown and alerted from its first day. */
export function extraCheck(found: readonly Finding[]): Check {
  const extras = found.filter(({ checks, degraded }) => checks.length === 0 || degraded);
  const instances = extras.map(({ component, degraded }): CheckInstance => {
    const label = labelOf(component);
    const words = `${label}: ${inWords(component)}`;
    return { id: label, label, value: degraded ? 1 : 0, look: degraded ? bad(words) : ok(words) };
  });
  const degraded = instances.filter(({ value }) => value > 0);
  const reason =
    degraded.length === 0
      ? `${extras.length === 0 ? 'No' : extras.length} other components`
      : `Degraded: ${degraded.map(({ label }) => label).join(', ')}`;
  return {
    name: 'system_health_extra',
    source: 'health',
    value: degraded.length,
    unit: '',
    look: ok(reason),
    facts: extras.map(({ component }) => ({ label: labelOf(component), value: inWords(component) })),
    instances,
  };
}

/** `database (too many clients)`. */
export function namedWithReason(component: Component): string {
  return component.message === '' ? labelOf(component) : `${labelOf(component)} (${component.message})`;
}

function roleOf({ name }: Component, names: ComponentNames): ComponentRole | null {
  const roles: readonly ComponentRole[] = [
    'database',
    'redis',
    'celery',
    'document_processing',
    'stuck_tasks',
    'failures',
  ];
  return roles.find((role) => names[role] === name) ?? null;
}

function connection(name: 'database' | 'redis', component: Component): Finding {
  const degraded = isDegraded(component);
  const check = measured(name, null, connectionLook(component));
  return { component, checks: [check], coveredBy: name, degraded, unclear: unclear(component) };
}

function connectionLook(component: Component): Look {
  return unclear(component) ?? (component.status === 'unhealthy' ? bad(inWords(component)) : ok(inWords(component)));
}

function celery(component: Component): Finding {
  const { workers, active_tasks: active, queue_length: queue } = component.fields;
  const count = asCount(workers);
  const notUnderstood = unclear(component);
  const garbled = workers !== undefined && workers !== null && count === null;
  let look: Look;
  // The server's own word stands whatever the numbers are: "No Celery workers responding" may come without one.
  if (component.status === 'unhealthy') look = bad(inWords(component), 0);
  else if (notUnderstood !== null) look = notUnderstood;
  else if (garbled) look = unknown('malformed', 'The number of workers is not a number');
  else look = ok(count === null ? inWords(component) : `${plural(count, 'worker')} answering`);

  const checks = [measured('celery_workers', count, look), queueCheck(queue)];
  if (active !== undefined && active !== null) checks.push(countCheck('active_tasks', active, 'running'));
  const present = checks.filter((check) => check !== null);
  const broken = present.map((check) => check.look).find(isMalformed) ?? null;
  const degraded = isDegraded(component) && count === null;
  return { component, checks: present, coveredBy: 'celery_workers', degraded, unclear: notUnderstood ?? broken };
}

function queueCheck(queue: unknown): Check | null {
  if (queue === undefined) return null;
  if (queue === null) {
    return measured('queue_length', null, unknown('dependency', 'The service could not read its queue'));
  }
  return countCheck('queue_length', queue, 'waiting');
}

/** Judged by what is settled: a burst of uploads in flight is no failure, whatever the server's own rate says. */
function documents(component: Component): Finding {
  const { total, completed, failed, processing, success_rate: serverRate } = component.fields;
  const facts: Fact[] = [];
  if (typeof serverRate === 'number')
    facts.push({ label: "Server's figure", value: `${serverRate} % of all, in flight included` });
  for (const [label, value] of [
    ['Completed', completed],
    ['Failed', failed],
    ['In progress', processing],
  ] as const) {
    if (typeof value === 'number') facts.push({ label, value: String(value) });
  }
  const { value, look } = settledRate(total, completed, failed);
  const judged = unclear(component) ?? look;
  const tooFew = judged.verdict === 'unknown' && judged.cause === 'insufficient';
  const known = judged.verdict !== 'unknown';
  return {
    component,
    checks: [{ ...measured('processing_success_rate', known ? value : null, judged, '%'), facts }],
    coveredBy: known || tooFew ? 'processing_success_rate' : null,
    degraded: isDegraded(component) && !known && !tooFew,
    unclear: judged.verdict === 'unknown' && !tooFew ? judged : null,
  };
}

function settledRate(total: unknown, completed: unknown, failed: unknown): { value: number | null; look: Look } {
  if (total === 0 && completed === undefined && failed === undefined) {
    return { value: null, look: unknown('insufficient', 'No documents within 24 h') };
  }
  const done = asCount(completed);
  const lost = asCount(failed);
  if (done === null || lost === null) {
    return { value: null, look: unknown('malformed', 'The numbers of completed and failed documents are missing') };
  }
  const settled = done + lost;
  if (settled < ENOUGH_SETTLED) {
    return {
      value: null,
      look: unknown('insufficient', `Too few to judge: ${plural(settled, 'document')} settled within 24 h`),
    };
  }
  // Rounded down: 79.96 % must not be shown as 80.0 % beside an alert for less than 80 %.
  const value = Math.floor((1000 * done) / settled) / 10;
  return { value, look: ok(`${value} % of ${settled} settled documents succeeded within 24 h`) };
}

function stuck(component: Component): Finding {
  const { stuck_count: stuckCount, oldest_document_id: oldest, oldest_age_hours: ageHours } = component.fields;
  const count = asCount(stuckCount);
  const age = typeof ageHours === 'number' && ageHours >= 0 ? ageHours : null;
  const long = age === null || age > STUCK_HOURS;
  const look =
    unclear(component) ??
    (count === null
      ? unknown('malformed', 'The number of stuck documents is not a number')
      : ok(`${plural(long ? count : 0, 'document')} in processing for more than ${STUCK_HOURS} h`));
  const facts: Fact[] = [];
  if (typeof oldest === 'string' || typeof oldest === 'number')
    facts.push({ label: 'Oldest', value: plain(String(oldest)) });
  if (age !== null) facts.push({ label: 'Age of the oldest', value: `${age} h` });
  const known = look.verdict !== 'unknown';
  return {
    component,
    checks: [{ ...measured('documents_stuck', known && count !== null ? (long ? count : 0) : null, look), facts }],
    coveredBy: known ? 'documents_stuck' : null,
    degraded: isDegraded(component) && !known,
    unclear: look.verdict === 'unknown' ? look : null,
  };
}

/** Counted over a day, so it cannot feed the rule per hour: shown only. */
function failures(component: Component): Finding {
  const { total, by_type: byType, unresolved } = component.fields;
  const count = asCount(total);
  const look =
    unclear(component) ??
    (count === null ? unknown('malformed', 'The number of failures is not a number') : ok(`${count} within 24 h`));
  const facts: Fact[] = [{ label: 'The service says', value: inWords(component) }];
  if (asCount(unresolved) !== null) facts.push({ label: 'Unresolved', value: String(unresolved) });
  if (typeof byType === 'object' && byType !== null) {
    const types = Object.entries(byType).filter(([, n]) => asCount(n) !== null);
    for (const [type, n] of types.slice(0, TYPES_SHOWN)) facts.push({ label: plain(type), value: String(n) });
  }
  const check = { ...measured('failures_24h', look.verdict === 'unknown' ? null : count, look), facts };
  return { component, checks: [check], coveredBy: 'failures_per_hour', degraded: false, unclear: unclear(component) };
}

function countCheck(name: string, value: unknown, what: string): Check {
  const count = asCount(value);
  return measured(name, count, count === null ? unknown('malformed', 'It is not a number') : ok(`${count} ${what}`));
}

function measured(name: string, value: number | null, look: Look, unit: Check['unit'] = ''): Check {
  return { name, source: 'health', value, unit, look };
}

function unclear(component: Component): Finding['unclear'] {
  if (component.status === null) return malformedStatus(component);
  if (component.status !== 'unknown') return null;
  const why = component.message === '' ? '' : `: ${component.message}`;
  return {
    verdict: 'unknown',
    cause: 'dependency',
    reason: `The service cannot tell how ${labelOf(component)} is${why}`,
  };
}

function malformedStatus(component: Component): Finding['unclear'] {
  const reason = `${labelOf(component)} has no status that can be understood`;
  return { verdict: 'unknown', cause: 'malformed', reason };
}

function isMalformed(look: Look): look is Extract<Look, { verdict: 'unknown' }> {
  return look.verdict === 'unknown' && look.cause === 'malformed';
}

function isDegraded({ status }: Component): boolean {
  return status === 'degraded';
}

const WORDS: Readonly<Record<ComponentStatus, string>> = {
  healthy: 'Healthy',
  degraded: 'Degraded',
  unhealthy: 'Unhealthy',
  unknown: 'Unknown',
};

function inWords({ status, message }: Component): string {
  if (message !== '') return message;
  return status === null ? 'No status' : WORDS[status];
}

function labelOf({ name }: Component): string {
  return plain(name) || '(no name)';
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A whole number of things, or null where it is none. */
function asCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
