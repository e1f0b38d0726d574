import { describe, expect, it } from 'vitest';
import { judgeLink } from '../../../electron/core/playbook/links.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { addressesIn, allSteps, parseFixture, problemLines } from './fixtures.ts';

describe('an address', () => {
  it.each([
    ['https://status.example.com/a?b=c#d', 'status.example.com'],
    ['HTTP://EXAMPLE.com:8080', 'example.com:8080'],
    ['http://[::1]:80/', '[::1]:80'],
    ['mailto:ana@example.com?subject=x', 'ana@example.com'],
    ['tel:+12025550101', '+12025550101'],
  ])('%s leads to %s', (href, host) => {
    expect(judgeLink(href)).toEqual({ kind: 'safe', href, host });
  });

  it.each(['#severity-levels', 'other.md', './x/y', '', '?q'])('%j stays in the document', (href) => {
    expect(judgeLink(href)).toEqual({ kind: 'local' });
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'file:///etc/passwd',
    'ssh://host',
    'blob:https://a/b',
    '//evil.example/x',
    'https://user:pw@evil.example/',
    'https://bank.example@evil.example/',
    'https:\\\\evil.example',
    'https://good.example\\@evil.example',
    'https://',
    'https:evil.example',
    'https://a b/',
    'https://a\u0000b/',
    'https://a\u202Eb/',
    'https://a.example:999999/',
  ])('%j is refused', (href) => {
    expect(judgeLink(href).kind).toBe('refused');
  });
});

it('says why it is refused', () => {
  expect(judgeLink('https://user:pw@evil.example/')).toMatchObject({
    why: 'it carries credentials, or hides its real host',
  });
  expect(judgeLink('javascript:alert(1)')).toMatchObject({ why: 'javascript: addresses are not opened' });
});

describe('text in a step', () => {
  const steps = parseFixture('annotated').runbooks[0]?.steps ?? [];

  it('keeps raw HTML as text and tags of our own as blanks', () => {
    expect(steps[5]?.text).toBe(
      '<b>Bold</b> and <script>alert(1)</script> stay text, <app-id> is a blank and this a new line',
    );
    expect(problemLines(parseFixture('annotated'))).toContain('15 warning Raw HTML is shown as text.');
  });

  it('follows only what is safe, and says why not', () => {
    expect(steps[6]?.links).toEqual([]);
    expect(steps[6]?.text).toBe('click and data and in and deep');
    expect(steps[7]?.links.map(({ href }) => href)).toEqual([
      'https://good.example/a?b=c',
      'https://auto.example/',
      'https://bare.example/x',
    ]);
    expect(steps[8]?.links.map(({ href }) => href)).toEqual(['https://img.example/x.png', 'https://ref.example/']);
  });
});

describe('a password in the document', () => {
  it.each([
    ['redis://:hunter2@cache.example/0', 'hunter2'],
    ['postgres://app:s3cr3t!x@db.example/app', 's3cr3t!x'],
    ['https://hooks.slack.com/services/T012/B345/abcDEF678', 'abcDEF678'],
  ])('%s is masked wherever it stands', (url, secret) => {
    const playbook = parsePlaybook(
      `# Runbooks\n\n${url}\n\n## A ${url}\n\n**Alert:** \`${url}\`\n\n1. go ${url}\n   \`\`\`bash\n   redis-cli -u ${url} ping\n   \`\`\`\n\n## Env\n\n\`\`\`bash\nURL=${url}\n\`\`\`\n`,
    );
    expect(JSON.stringify(playbook)).not.toContain(secret);
    expect(problemLines(playbook)).toContain(
      '3 warning A password stands in the document; it was masked. Take it out, and change it.',
    );
  });

  it.each([
    'redis://:$REDIS_PASSWORD@host',
    'redis://:<password>@host',
    'https://hooks.slack.com/services/XXX/YYY/ZZZ',
  ])('%s is none', (url) => {
    expect(
      parsePlaybook(`# Runbooks\n\n## A\n\n1. \`${url}\``).problems.filter(({ message }) =>
        message.includes('password'),
      ),
    ).toEqual([]);
  });
});

it('offers the same addresses in the text as beside it', () => {
  for (const step of allSteps(parseFixture('annotated').runbooks[0]?.steps ?? [])) {
    expect(addressesIn(step.inline)).toEqual(step.links.map(({ href }) => href));
  }
});
