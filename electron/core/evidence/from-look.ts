import type { Check } from '../checks/check.ts';
import type { EngineState } from '../engine/state.ts';
import type { EvidenceId } from '../playbook/model.ts';
import type { SourceId } from '../source.ts';
import { elapsedBetween, type Instant, SECOND_MS } from '../time.ts';
import type { Finding } from './finding.ts';

/** An older look is no live fact any more. */
const FRESH_MS = 15 * SECOND_MS;

/** The check that answers a question in part, and that every look renews. */
const CHECKS: Readonly<Partial<Record<EvidenceId, string>>> = {
  health: 'system_health',
  'postgres-connections': 'database',
  'redis-ping': 'redis',
  'redis-memory': 'redis',
  'queue-length': 'queue_length',
  'celery-workers': 'celery_workers',
  'celery-active': 'celery_workers',
};

/** Renewed by looks that ask for the least too. */
const RENEWED: ReadonlySet<string> = new Set(['database', 'redis', 'celery_workers']);

export interface Seen {
  readonly finding: Finding;
  readonly atWallMs: number;
}

/** What a look of the last 15 s says to a question that is still being asked; null where none does. */
export function seenByLook(
  id: EvidenceId,
  source: SourceId,
  sources: EngineState['sources'],
  now: Instant,
): Seen | null {
  const name = CHECKS[id];
  if (name === undefined) return null;
  for (const from of [source, 'health'] as const) {
    const facts = sources[from];
    if (facts === undefined || elapsedBetween(facts.askedAt, now) > FRESH_MS) continue;
    if (from !== 'health' && !RENEWED.has(name)) continue;
    const check = facts.checks.find((each) => each.name === name);
    if (check !== undefined) return { finding: findingOf(check), atWallMs: facts.askedAt.wallMs };
  }
  return null;
}

function findingOf({ look, facts = [] }: Check): Finding {
  const verdict = look.verdict === 'ok' ? 'expected' : look.verdict === 'bad' ? 'unexpected' : 'unknown';
  return { value: look.reason, verdict, sentence: 'From the newest look.', facts, branch: null };
}
