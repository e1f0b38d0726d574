import { readFileSync } from 'node:fs';
import type { Inline, Playbook, Step } from '../../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';

const FIXTURES = new URL('../../fixtures/playbooks/', import.meta.url);
const BUILT_IN = new URL('../../../assets/playbook/default.md', import.meta.url);

export const FIXTURE_NAMES = [
  'customer-structure',
  'dashed-labels',
  'zero-based',
  'prose',
  'bare-runbooks',
  'annotated',
  'loose',
] as const;

export type FixtureName = (typeof FIXTURE_NAMES)[number];

export function readFixture(name: FixtureName): string {
  return readFileSync(new URL(`${name}.md`, FIXTURES), 'utf8');
}

export function parseFixture(name: FixtureName): Playbook {
  return parsePlaybook(readFixture(name));
}

export function readBuiltIn(): string {
  return readFileSync(BUILT_IN, 'utf8');
}

/** A document of at least so many lines, with as many runbooks, lists, code and tables as the customer's has. */
export function longPlaybook(lineCount: number): string {
  const document = readFixture('customer-structure');
  const [from, to] = [document.indexOf('### System Health Critical'), document.indexOf('## Post-Mortem Template')];
  const runbooks = document.slice(from, to);
  const missing = lineCount - document.split('\n').length;
  const copies = Math.max(0, Math.ceil(missing / (runbooks.split('\n').length - 1)));
  const more = Array.from({ length: copies }, (_, copy) => runbooks.replaceAll(/^### (.*)$/gmu, `### $1 ${copy + 2}`));
  return document.slice(0, to) + more.join('') + document.slice(to);
}

export function allSteps(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => [step, ...allSteps(step.children)]);
}

/** `line severity message` */
export function problemLines({ problems }: Pick<Playbook, 'problems'>): readonly string[] {
  return problems.map(({ line, severity, message }) => `${line} ${severity} ${message}`);
}

/** Every address that a playbook offers to follow. */
export function addressesIn(inline: readonly Inline[]): readonly string[] {
  return inline.flatMap((part) => {
    if (part.kind === 'link') return [part.href, ...addressesIn(part.children)];
    return 'children' in part ? addressesIn(part.children) : [];
  });
}
