import { describe, expect, it } from 'vitest';
import { cutChunks } from '../../../electron/core/playbook/chunks.ts';
import { findFences, withoutCode } from '../../../electron/core/playbook/fences.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { createReporter } from '../../../electron/core/playbook/problems.ts';
import { MAX_CHARACTERS, readSource } from '../../../electron/core/playbook/source.ts';
import { longPlaybook, problemLines } from './fixtures.ts';

const times = (text: string) => (count: number) => text.repeat(count);
const each = (line: (index: number) => string) => (count: number) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** Documents that make Markdown parsers, or readers of what they find, slow or deep. */
const HOSTILE: Readonly<Record<string, (count: number) => string>> = {
  'emphasis that never closes': times('*a_ '),
  'emphasis on many lines': times('*a_ b\n'),
  'marks around one word': (count) => `${'*'.repeat(count)}a${'*'.repeat(count)}`,
  'unfinished links': times('[a](b "'),
  'brackets in brackets': (count) => `${'['.repeat(count)}a${'](b)'.repeat(count)}`,
  'unfinished tags': times('a <![CDATA['),
  'comments that never end': times('<!--\n'),
  'tags that never end': times('<div>\n'),
  'quotes in quotes': times('>'),
  'lists in quotes': times('> - '),
  'lists in lists on one line': times('1. '),
  'lists in lists on many lines': each((at) => `${'- '.repeat(Math.min(at, 40))}x`),
  'lists ever deeper': (count) => each((at) => `${' '.repeat(2 * at)}- x`)(Math.min(count, 1_000)),
  'lists going in and out': each((at) => `${' '.repeat(2 * (at % 30))}- x`),
  'a table of many columns': (count) => `${'|a'.repeat(count)}|\n${'|-'.repeat(count)}|\n${'|x'.repeat(count)}|\n`,
  'a table of many rows': (count) => `|a|b|\n|-|-|\n${'|*c*|`d`|\n'.repeat(count)}`,
  'a table that is none': (count) => `|a|b|\n|-|-|-|\n${'*a_|\n'.repeat(count)}`,
  fences: times('```\n'),
  'fences in lists': times('- ```\n'),
  headings: times('# a\n'),
  'underlined headings': times('a\n=\n'),
  definitions: (count) =>
    `${each((at) => `[a${at}]: https://b.example/${at}`)(count)}\n\n${each((at) => `# [a${at}]`)(count)}`,
  'many people': (count) => `# Contacts\n|Role|Primary|Phone|\n|-|-|-|\n${each((at) => `|r${at}|TBD|-|`)(count)}`,
  'many people in a list': (count) => `# Contacts\n${each((at) => `- R${at}: Ana Ruiz, +1 202 555 0101`)(count)}`,
  'many severities': (count) => `# Severities\n${'- SEV1: x\n'.repeat(count)}`,
  'a ladder without end': (count) => `# Escalation\n${each((at) => `After 5 min call Bob${at}.`)(count)}`,
  'many alerts': (count) => `# Runbooks\n## r\nAlert: ${each((at) => `a${at},`)(count)}`,
  'many runbooks': (count) => `# Runbooks\n${'## r\nAlert: a\n1. same\n'.repeat(count)}`,
  'many steps': (count) => `# Runbooks\n## r\n${'1. same\n'.repeat(count)}`,
  'parentheses in code': (count) => `# Runbooks\n## r\n1. a\n   \`\`\`\n   ${'('.repeat(count)}\n   \`\`\``,
  'schedules in schedules': (count) => `\`\`\`\n${"'a': {'task': 'b', 'schedule': (((".repeat(count)}\n\`\`\``,
  passwords: times('://a:b'),
  'NUL and half characters': times('\0\uD800# a\uDC00\n'),
};

describe('a hostile document', () => {
  it.each(Object.entries(HOSTILE))('%s: is read without a crash', (_, make) => {
    const playbook = parsePlaybook(make(2_500));
    expect(() => structuredClone(playbook)).not.toThrow();
    expect(playbook.problems.length).toBeLessThan(20_000);
  });

  it.each(Object.entries(HOSTILE))('%s: reaches the parser in pieces of bounded weight', (_, make) => {
    for (const count of [500, 2_500]) {
      const reporter = createReporter();
      const lines = readSource(make(count), reporter);
      const fences = findFences(lines, reporter);
      const bare = withoutCode(lines, fences);
      const chunks = cutChunks(bare, fences, reporter);
      const given = bare.reduce((sum, line) => sum + line.length + 1, 0);
      const parsed = chunks.reduce((sum, { text }) => sum + text.length + 1, 0);
      // Escaping doubles a mark; a short table head is repeated every forty rows; a definition follows its use.
      expect(parsed).toBeLessThanOrEqual(3 * given + 8_000);
      for (const { text } of chunks) expect(deepest(text)).toBeLessThanOrEqual(8);
      for (const { text } of chunks) expect(densest(text)).toBeLessThanOrEqual(1_300);
    }
  });

  it('that nests too deeply is read as text, and says so', () => {
    expect(problemLines(parsePlaybook(`${'> '.repeat(50)}deep`))).toContain(
      '1 warning Nested too deeply: the line was read as plain text.',
    );
    expect(JSON.stringify(parsePlaybook(`${'> '.repeat(50)}deep`).notes)).toContain('deep');
  });

  it('that is too long is read to its limit, and says so', () => {
    const playbook = parsePlaybook(`# Runbooks\n\n## A\n\n1. Look\n\n${'x\n\n'.repeat(MAX_CHARACTERS / 3)}`);
    expect(playbook.runbooks).toHaveLength(1);
    expect(problemLines(playbook)[0]).toBe(
      `1 error The document is longer than ${MAX_CHARACTERS} characters: only its beginning was read.`,
    );
  });

  it('that hides the direction of a command loses the marks', () => {
    const [runbook] = parsePlaybook('# Runbooks\n## A\n1. `echo \u202E`\u0007 \u001B[31mred').runbooks;
    expect(runbook?.steps[0]?.text).toMatch(/^echo \uFFFD\uFFFD \uFFFD\[31mred$/u);
  });
});

/** Container marks on one line. */
function deepest(text: string): number {
  const marks = text.split('\n').map((line) => /^(?:[ \t]*(?:>|[-+*](?=\s)|\d+[.)](?=\s)))*/u.exec(line)?.[0] ?? '');
  return Math.max(
    ...marks.map((prefix) => (/^[\s*-]*$/u.test(prefix) ? 0 : (prefix.match(/[>+*-]|\d+[.)]/gu)?.length ?? 0))),
  );
}

/** Unescaped marks in one run of lines without a blank one between. */
function densest(text: string): number {
  const blocks = text.split(/\n\s*\n/u).flatMap((block) => block.split(/\n(?=\s*(?:[-+*]|\d+[.)])\s)/u));
  return Math.max(0, ...blocks.map((block) => block.match(/(?<!\\)[*<[]/gu)?.length ?? 0));
}

describe('a document of 10,000 lines', () => {
  it('is understood whole', () => {
    const text = longPlaybook(10_000);
    const playbook = parsePlaybook(text);
    expect(text.split('\n').length).toBeGreaterThanOrEqual(10_000);
    expect(playbook.runbooks.length).toBeGreaterThan(500);
    expect(new Set(playbook.runbooks.map(({ id }) => id)).size).toBe(playbook.runbooks.length);
    expect(playbook.postmortem.sections).toHaveLength(10);
    expect(playbook.problems).toHaveLength(8);
  });

  it('keeps a table and a list whole that were read in pieces', () => {
    const rows = Array.from({ length: 500 }, (_, at) => `| Role ${at} | Ana Ruiz | +1 202 555 0101 |`);
    const steps = Array.from(
      { length: 700 },
      (_, at) => `${at + 1}. Step ${at}\n   \`\`\`sh\n   echo ${at}\n   \`\`\``,
    );
    const text = `# Contacts\n\n| Role | Primary | Phone |\n|---|---|---|\n${rows.join('\n')}\n\n# Runbooks\n\n## A\n\n${steps.join('\n')}\n`;
    const playbook = parsePlaybook(text);
    expect(playbook.contacts.roles.map(({ role, line }) => [role, line])).toEqual(
      rows.map((_, at) => [`Role ${at}`, at + 5]),
    );
    expect(playbook.runbooks[0]?.steps.map(({ text: words, code }) => [words, code[0]?.text])).toEqual(
      steps.map((_, at) => [`Step ${at}`, `echo ${at}`]),
    );
  });
});
