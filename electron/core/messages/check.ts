import type { TemplateKind } from '../playbook/model.ts';
import { redact } from '../redact.ts';
import { severityLabel } from '../severity.ts';
import { MINUTE_MS } from '../time.ts';
import type { MessageFacts } from './facts.ts';
import { peopleIn } from './people.ts';
import { clockTime } from './times.ts';

export interface MessageWarning {
  /** `says-resolved`, `blank:{Brief description}`: what stays the same while the words change. */
  readonly id: string;
  readonly message: string;
}

const BLANK = /\{\{?[^{}\n]{1,120}\}\}?|_{3,}|\b(?:TBD|TODO|XXX)\b/gu;
/**
 * Where the words contradict the data, or lack something, the gravest first. `blanks` are those of the template, so
 * that one between angles is known for what it is.
 */
export function checkMessage(
  kind: TemplateKind,
  text: string,
  facts: MessageFacts,
  options: { readonly blanks: readonly string[]; readonly people: boolean },
): readonly MessageWarning[] {
  return [
    ...secrets(text),
    ...resolution(kind, text, facts),
    ...severity(text, facts),
    ...status(text, facts),
    ...times(text, facts),
    ...blanks(text, options.blanks),
    ...(options.people ? [] : people(text)),
  ];
}

function secrets(text: string): readonly MessageWarning[] {
  if (redact(text) === text) return [];
  return [{ id: 'secret', message: 'Something in it looks like a password or a key. Take it out before it leaves.' }];
}

function resolution(kind: TemplateKind, text: string, facts: MessageFacts): readonly MessageWarning[] {
  if (kind !== 'resolution' && !saysResolved(text)) return [];
  const [first] = facts.firing;
  if (facts.unseen.length > 0) {
    const message = `It says resolved, but ${facts.unseen.join(', ')} cannot be looked at now: nobody has seen it good.`;
    return [{ id: 'says-resolved', message }];
  }
  if (first !== undefined) {
    const names = facts.firing.join(', ');
    return [
      {
        id: 'says-resolved',
        message: `It says resolved, but ${names} ${facts.firing.length === 1 ? 'fires' : 'fire'} still.`,
      },
    ];
  }
  if (facts.status !== 'Resolved') {
    return [{ id: 'says-resolved', message: `It says resolved, but the incident is still ${facts.status}.` }];
  }
  return [];
}

function saysResolved(text: string): boolean {
  // `Status: {Investigating/Mitigating/Resolved}` says nothing yet.
  const said = text.replace(BLANK, '');
  return /(?<!\bun)(?<!\bnot )(?<!\bnot yet )\bresolved\b|\ball clear\b|\bis over\b/iu.test(said);
}

function severity(text: string, facts: MessageFacts): readonly MessageWarning[] {
  const written = [...text.matchAll(/\bSEV[- ]?([1-4])\b/giu)].map(([, digit]) => Number(digit));
  const other = written.find((digit) => digit !== facts.severity);
  if (other === undefined) return [];
  return [
    { id: 'severity', message: `It says SEV${other}, but the incident is ${severityLabel(facts.severity)} now.` },
  ];
}

function status(text: string, facts: MessageFacts): readonly MessageWarning[] {
  const said = /^[^\w\n]{0,10}status[^\w\n]{0,10}:[^\w\n]{0,10}(investigating|mitigating)\b/imu.exec(text)?.[1];
  if (said === undefined || said.toLowerCase() === facts.status.toLowerCase()) return [];
  return [{ id: 'status', message: `It says ${said}, but the incident is ${facts.status}.` }];
}

function times(text: string, facts: MessageFacts): readonly MessageWarning[] {
  const warnings: MessageWarning[] = [];
  const promised = timeOf(text, /^.{0,40}next (?:update|message)[^\n:]{0,40}:(.*)$/imu, facts.nowWallMs);
  if (promised !== null && promised <= facts.nowWallMs) {
    const at = clockTime(promised, facts.nowWallMs, 'UTC');
    warnings.push({ id: 'next-update', message: `The next update is promised for ${at}, which has passed.` });
  }
  const started = timeOf(text, /^.{0,40}start(?: time|ed)?[^\n:]{0,40}:(.*)$/imu, facts.nowWallMs);
  if (started !== null && Math.abs(started - facts.startedAtWallMs) > MINUTE_MS) {
    const at = clockTime(facts.startedAtWallMs, facts.nowWallMs, 'UTC');
    warnings.push({ id: 'start', message: `The first bad look was at ${at}; it says another time.` });
  }
  return warnings;
}

/** A moment in UTC on the line that fits; one without a date is the one nearest to now. */
function timeOf(text: string, line: RegExp, nowWallMs: number): number | null {
  const rest = line.exec(text)?.[1] ?? '';
  const iso = /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z/u.exec(rest)?.[0];
  if (iso !== undefined) return Date.parse(iso);
  const dated = /(\d{4}-\d\d-\d\d) (\d\d:\d\d) UTC/u.exec(rest);
  if (dated !== null) return Date.parse(`${dated[1]}T${dated[2]}:00Z`);
  const clock = /\b(\d\d:\d\d) UTC/u.exec(rest)?.[1];
  if (clock === undefined) return null;
  const today = Date.parse(`${new Date(nowWallMs).toISOString().slice(0, 10)}T${clock}:00Z`);
  const halfDayMs = 12 * 60 * MINUTE_MS;
  if (today - nowWallMs > halfDayMs) return today - 2 * halfDayMs;
  return nowWallMs - today > halfDayMs ? today + 2 * halfDayMs : today;
}

function blanks(text: string, known: readonly string[]): readonly MessageWarning[] {
  const left = new Set([...(text.match(BLANK) ?? []), ...known.filter((blank) => text.includes(blank))]);
  return [...left].map((blank) => ({ id: `blank:${blank}`, message: `A blank is left: ${blank}` }));
}

function people(text: string): readonly MessageWarning[] {
  const found = peopleIn(text);
  if (found.length === 0) return [];
  return [{ id: 'people', message: `It names somebody: ${found.join(', ')}. A user’s id is enough to find them.` }];
}
