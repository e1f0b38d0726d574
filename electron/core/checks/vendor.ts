import type { Judged } from '../configured-source.ts';
import { bad, type Look, ok, type UnknownCause, unknown } from '../look.ts';
import type { Failure, FailureKind, Reading, SourceId } from '../source.ts';
import type { Check, Fact } from './check.ts';
import { type Indicator, readVendorAnswer, type VendorAnswer, type VendorPage } from './vendor-page.ts';

const INCIDENTS_SHOWN = 5;
const COMPONENTS_SHOWN = 8;

const WORDS: Readonly<Record<Indicator, string>> = {
  critical: 'Critical',
  major: 'Major',
  minor: 'Minor',
  maintenance: 'Maintenance',
  none: 'No trouble',
};

/**
 * What a look at a vendor's status page means: shown beside our own alerts, and never an alert itself, because a
 * vendor's trouble need not be ours. Pure and total. `whom` begins the sentences about failures; `offline`: this
 * computer has no network.
 */
export function judgeVendor(
  reading: Reading<VendorAnswer>,
  source: SourceId,
  whom: string,
  offline: boolean,
): Judged<null> {
  if (reading.outcome === 'failed') return judged(failedLook(reading.failure, offline), []);
  const result = readVendorAnswer(reading.answer, whom);
  if (result.kind === 'failure') return judged(failedLook(result.failure, false), []);
  const { page } = result;
  return judged(pageLook(page), [incidentsCheck(page, source), componentsCheck(page, source)]);
}

function judged(look: Look, checks: readonly Check[]): Judged<null> {
  return { look, checks, memory: null };
}

function pageLook(page: VendorPage): Look {
  const { indicator, description, incidents } = page;
  const named = incidents[0] === undefined ? '' : `: ${incidents[0].name}`;
  switch (indicator) {
    case 'none':
      // An incident that affects no component leaves the page green; it is told all the same.
      return ok(`${description || 'All systems operational'}${named && `, with an open incident${named}`}`);
    case 'maintenance':
      return ok(`Maintenance${named}`);
    case 'minor':
    case 'major':
    case 'critical':
      return bad(`${WORDS[indicator]}: ${description || 'no words of its own'}${named && `. Open incident${named}`}`);
  }
}

function incidentsCheck({ incidents }: VendorPage, source: SourceId): Check {
  const facts = incidents.map(({ name, impact, status }) => ({ label: name, value: `${WORDS[impact]}, ${status}` }));
  const serious = incidents.some(({ impact }) => impact !== 'none' && impact !== 'maintenance');
  const reason = incidents.length === 0 ? 'None' : `${incidents.length} open`;
  return check('vendor_incidents', source, serious ? bad(reason) : ok(reason), shown(facts, INCIDENTS_SHOWN));
}

function componentsCheck({ components }: VendorPage, source: SourceId): Check {
  const facts = components.map(({ name, status }) => ({ label: name, value: status }));
  const serious = components.some(({ status }) => status !== 'under maintenance');
  const reason = components.length === 0 ? 'All operational' : `${components.length} not operational`;
  return check('vendor_components', source, serious ? bad(reason) : ok(reason), shown(facts, COMPONENTS_SHOWN));
}

/** Without a value: what several vendors measure under one name would be mixed up in one line of samples. */
function check(name: string, source: SourceId, look: Look, facts: readonly Fact[]): Check {
  return { name, source, value: null, unit: '', look, facts };
}

/** Each label once, and not more than fit beside an alert. */
function shown(facts: readonly Fact[], most: number): readonly Fact[] {
  const different = [...new Map(facts.map((fact) => [fact.label, fact])).values()];
  if (different.length <= most) return different;
  return [...different.slice(0, most), { label: 'And', value: `${different.length - most} more` }];
}

/** None of these says anything about the vendor. */
const CAUSES: Partial<Readonly<Record<FailureKind, UnknownCause>>> = {
  // Over https nobody on the way can answer like this: the playbook's address is not, or no longer, a Statuspage.
  html: 'configuration',
  redirect: 'configuration',
  missing: 'configuration',
  'too-large': 'malformed',
  malformed: 'malformed',
  protocol: 'malformed',
};

function failedLook({ kind, message }: Failure, offline: boolean): Look {
  if (offline) return unknown('offline', `This computer is offline. ${message}`);
  return unknown(CAUSES[kind] ?? 'network', message);
}
