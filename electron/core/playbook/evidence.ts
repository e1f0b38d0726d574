import { EVIDENCE_IDS, type EvidenceId } from './model.ts';
import type { Reporter } from './problems.ts';
import { statementsOf } from './statements.ts';

/** A step's question: one of ours, told by the author, told to be none, read from a snippet or the words, or nothing. */
export function evidenceOf(
  annotations: readonly string[],
  snippets: readonly string[],
  words: string,
  line: number,
  reporter: Reporter,
): EvidenceId | undefined {
  for (const annotation of annotations) {
    const asked = /^evidence\s*:\s*([\s\S]*)$/iu.exec(annotation)?.[1]?.trim().toLowerCase();
    if (asked === undefined) continue;
    if (asked === 'none') return undefined;
    const known = EVIDENCE_IDS.find((id) => id === asked);
    if (known !== undefined) return known;
    reporter.report(
      'warning',
      line,
      `“${asked.slice(0, 60)}” is not one of the questions this app can ask (${EVIDENCE_IDS.join(', ')}); nothing in a document is ever run.`,
    );
    return undefined;
  }
  for (const snippet of snippets) {
    const recognised = recogniseEvidence(snippet);
    if (recognised !== undefined) return recognised;
  }
  return PHRASES.find(([phrase]) => phrase.test(words))?.[1];
}

/** Steps that ask in words what no command of a document asks. */
const PHRASES: readonly (readonly [RegExp, EvidenceId])[] = [
  [
    /^(?:check|confirm|make sure|see|verify|are|is)\b.{0,40}\bworkers?\b.{0,40}\brunning(?=\W*$|[.,;:?!)]| (?:and|or)\b)/iu,
    'celery-workers',
  ],
  [/\baccounts? (?:associated with|behind|on) (?:an? |the |this )?(?:ip|address)\b/iu, 'users-of-address'],
];

/**
 * The question a snippet asks, if it asks nothing else: one unknown line, and the whole snippet is left alone. What is
 * asked then is ours; the snippet's text goes nowhere.
 */
export function recogniseEvidence(snippet: string): EvidenceId | undefined {
  if (snippet.length > 2_000) return undefined;
  let found: EvidenceId | undefined;
  for (const statement of statementsOf(snippet)) {
    if (OPENERS.some((opener) => opener.test(statement))) continue;
    const question = QUESTIONS.find(([pattern]) => pattern.test(statement));
    if (question === undefined || (found !== undefined && found !== question[1])) return undefined;
    found = question[1];
  }
  return found;
}

/** What one types before the question. */
const OPENERS: readonly RegExp[] = [
  /^python3? manage\.py (?:dbshell|shell|shell_plus)$/u,
  /^psql(?: "?\$\{?\w+\}?"?)?$/u,
  /^from [\w.]+ import [\w, ]+$/u,
];

const REDIS = String.raw`redis-cli(?: (?:-u|-h|-p|-n|-a) [\w$\{}.:/"*@-]+| --tls| --no-auth-warning)*`;
const CELERY = String.raw`celery(?: (?:-A|--app|-b|--broker)[ =][\w.$\{}:/"*@-]+)*`;
/** Arguments of a query: words, quoted words, numbers and blanks to fill in; never a call. */
const ARGUMENTS = String.raw`[\w\s='",<>{}.:-]*`;
const TAIL = String.raw`(?:\.(?:order_by|values|values_list|count|first|last)\(${ARGUMENTS}\))*(?:\[:?\d*\])?`;

const QUESTIONS: readonly (readonly [RegExp, EvidenceId])[] = [
  [new RegExp(`^${REDIS} ping$`, 'iu'), 'redis-ping'],
  [new RegExp(`^${REDIS} info(?: memory)?$`, 'iu'), 'redis-memory'],
  [new RegExp(`^${REDIS} llen celery$`, 'iu'), 'queue-length'],
  [new RegExp(`^${CELERY} (?:inspect ping|status)$`, 'u'), 'celery-workers'],
  [new RegExp(`^${CELERY} inspect active$`, 'u'), 'celery-active'],
  [/^(?:ping|PING)$/u, 'redis-ping'],
  [/^(?:info memory|INFO memory|INFO MEMORY)$/u, 'redis-memory'],
  [/^(?:llen celery|LLEN celery)$/u, 'queue-length'],
  [
    /^select (?:count\(\*\)|state, ?count\(\*\)|\*) from pg_stat_activity(?: group by (?:state|1))?;?$/iu,
    'postgres-connections',
  ],
  [
    /^(?:curl(?: -[sSfikLv]+| --fail| --silent| -w "?[^"$`;|&]*"?)* )?["']?https?:\/\/[\w.:<>{}$-]+\/health\/?(?:\?full=1)?["']?$/iu,
    'health',
  ],
  [
    new RegExp(String.raw`^Document\.objects\.filter\(status ?= ?['"]failed['"]${ARGUMENTS}\)${TAIL}$`, 'u'),
    'documents-failed',
  ],
  [/^ProcessingFailure\.get_failure_stats\((?:hours ?= ?\d+)?\)$/u, 'processing-failures'],
  [
    new RegExp(String.raw`^ProcessingFailure\.objects\.(?:all|filter|order_by)\(${ARGUMENTS}\)${TAIL}$`, 'u'),
    'processing-failures',
  ],
  [
    new RegExp(
      String.raw`^AuditLog\.objects\.filter\((?=[^)]*document_download)(?=[^)]*ip_address)${ARGUMENTS}\)${TAIL}$`,
      'u',
    ),
    'users-of-address',
  ],
  [
    new RegExp(String.raw`^AuditLog\.objects\.filter\((?=[^)]*document_download)${ARGUMENTS}\)${TAIL}$`, 'u'),
    'downloads-of-user',
  ],
];
