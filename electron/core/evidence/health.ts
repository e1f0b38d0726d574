import { type Component, type HealthAnswer, readHealthAnswer } from '../checks/health-body.ts';
import type { ComponentNames, ComponentRole } from '../checks/health-components.ts';
import type { EvidenceId } from '../playbook/model.ts';
import { type EvidenceContext, expected, type Finding, noAnswer, undecided, unexpected } from './finding.ts';
import { judgeLength } from './redis.ts';

export function judgeHealth(answer: HealthAnswer, context: EvidenceContext): Finding {
  const result = readHealthAnswer(answer);
  if (result.kind === 'failure') return noAnswer(result.failure, context);
  if (result.kind === 'liveness') {
    return undecided('Alive', 'The endpoint was asked without full=1: it says nothing of its components.');
  }
  const { status, components } = result.body;
  const sick = components.filter((component) => component.status !== 'healthy');
  const facts = sick.map(fact);
  if (sick.length === 0) return expected('healthy', `All ${components.length} components are well.`, facts);
  const names = sick.map(({ name }) => words(name)).join(', ');
  return unexpected(status ?? 'not healthy', `Not well: ${names}.`, facts);
}

/** What the health endpoint says to a question that cannot be asked directly. */
const COMPONENT_OF: Readonly<Partial<Record<EvidenceId, ComponentRole>>> = {
  'postgres-connections': 'database',
  'redis-ping': 'redis',
  'redis-memory': 'redis',
  'queue-length': 'celery',
  'celery-workers': 'celery',
  'celery-active': 'celery',
  'documents-failed': 'document_processing',
  'processing-failures': 'failures',
};

/** The component that stands in for a source that is not configured; null where the endpoint says nothing of it. */
export function componentFor(id: EvidenceId, names: ComponentNames): string | null {
  const role = COMPONENT_OF[id];
  return role === undefined ? null : names[role];
}

export function judgeThroughHealth(
  id: EvidenceId,
  name: string,
  answer: HealthAnswer,
  context: EvidenceContext,
): Finding {
  const result = readHealthAnswer(answer);
  if (result.kind === 'failure') return noAnswer(result.failure, context);
  const component = result.kind === 'body' ? result.body.components.find((each) => each.name === name) : undefined;
  if (component === undefined) return undecided('Not told', `The health endpoint says nothing of “${words(name)}”.`);
  const { queue_length: length } = component.fields;
  if (id === 'queue-length' && typeof length === 'number' && Number.isFinite(length)) {
    return judgeLength(length, [], context.thresholds);
  }
  return judgeComponent(id, component);
}

/** As PostgreSQL itself words it (53300), whatever the application put around it. */
const NO_PLACE = /too many (?:clients|connections)|remaining connection slots|connection pool (?:is )?exhausted/i;
const COUNT = /\b(\d{1,6}) of (\d{1,6})\b/;

function judgeComponent(id: EvidenceId, component: Component): Finding {
  const { status, message } = component;
  const facts = [
    { label: 'By the health endpoint', value: `${words(component.name)}: ${status ?? 'no known status'}` },
  ];
  const said = message === '' ? (status ?? 'no known status') : message;
  if (status === 'healthy') return expected(said, 'The health endpoint calls it healthy.', facts);
  if (status === 'unknown' || status === null)
    return undecided(said, 'The health endpoint does not know either.', facts);
  if (id === 'postgres-connections' && NO_PLACE.test(message)) {
    const [, used, most] = COUNT.exec(message) ?? [];
    const value = used === undefined ? 'No connection left' : `${used} of ${most} connections`;
    return unexpected(
      value,
      'The pool is exhausted: the application finds no place.',
      [...facts, { label: 'It says', value: message }],
      'pool-exhausted',
    );
  }
  const branch = id === 'postgres-connections' && status === 'unhealthy' ? 'database-down' : null;
  return unexpected(said, `The health endpoint calls it ${status}.`, facts, branch);
}

function fact({ name, status, message }: Component) {
  return { label: words(name), value: message === '' ? (status ?? 'no known status') : message };
}

function words(name: string): string {
  return name.replaceAll('_', ' ').slice(0, 60);
}
