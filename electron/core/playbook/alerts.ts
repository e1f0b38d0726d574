import type { Severity } from '../severity.ts';
import type { AlertName, Inline } from './model.ts';
import { type Scale, severitiesIn } from './scale.ts';
import { inlineCodes, nameKey, plainText } from './words.ts';

/** An alert's name as its author wrote it. */
export interface WrittenAlert {
  readonly name: string;
  readonly qualifier: string | null;
}

/** The names in `` `Document Processing Critical` (< 80%) or `Degraded` (< 90%) ``; without code, what commas and "or" part. */
export function readAlertNames(inline: readonly Inline[]): readonly WrittenAlert[] {
  if (inlineCodes(inline).length === 0) {
    return plainText(inline)
      .split(/\s*(?:[,;|]|\s\/\s|\bor\b|\band\b)\s*(?![^(]{0,80}\))/u)
      .map(splitQualifier)
      .filter(({ name }) => name !== '');
  }
  return flatten(inline).flatMap((part, index, parts) => {
    if (part.kind !== 'code') return [];
    const next = parts[index + 1];
    const qualifier = next?.kind === 'text' ? /^\s*\(([^)]{1,80})\)/u.exec(next.text)?.[1] : undefined;
    return [{ name: part.text.trim(), qualifier: qualifier?.trim() ?? null }];
  });
}

function flatten(inline: readonly Inline[]): readonly Inline[] {
  return inline.flatMap((part) => ('children' in part ? flatten(part.children) : [part]));
}

function splitQualifier(text: string): WrittenAlert {
  const [, name = text, qualifier] = /^([^(]*)\(([^)]{1,80})\)/u.exec(text) ?? [];
  return { name: name.replace(/^[\s"“”']+|[\s"“”'.]+$/gu, ''), qualifier: qualifier?.trim() ?? null };
}

/**
 * Names in full, with their severities. One word alone is the other grade of the name before it: `Degraded` after
 * `Document Processing Critical`. Severities belong to names where there are as many of them, or only one.
 */
export function nameAlerts(written: readonly WrittenAlert[], severityText: string, scale: Scale): readonly AlertName[] {
  const inOrder = severitiesInOrder(severityText, scale);
  const names: AlertName[] = [];
  const known = new Set<string>();
  for (const [index, { name, qualifier }] of written.entries()) {
    const before = names.at(-1)?.name.split(' ') ?? [];
    const full = /\s/u.test(name) || before.length < 2 ? name : [...before.slice(0, -1), name].join(' ');
    const severity = inOrder.length === 1 ? inOrder[0] : inOrder.length === written.length ? inOrder[index] : undefined;
    if (known.has(nameKey(full))) continue;
    known.add(nameKey(full));
    names.push({ name: full, written: name, qualifier, severity: severity ?? null });
  }
  return names;
}

/** As written, not the worst first. */
function severitiesInOrder(text: string, scale: Scale): readonly Severity[] {
  return text.split(/[/,;]|\bor\b|\band\b/iu).flatMap((part, index, parts) => {
    const found = severitiesIn(part, scale);
    if (found.length > 0 || !/^\s*\d\s*$/u.test(part)) return found;
    // `SEV1/2`: the second number alone means nothing without the first.
    return severitiesIn(parts.slice(0, index + 1).join('/'), scale).slice(-1);
  });
}
