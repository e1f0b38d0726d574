import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { DRAFT, type Postmortem, postmortemMarkdown, sharesOf } from '../../../electron/core/postmortem/compose.ts';
import { FIXTURE_NAMES, parseFixture, readFixture } from '../playbook/fixtures.ts';
import { compose, log, NIGHT, type Told } from './parts.ts';

const PLAYBOOK = parseFixture('customer-structure');
const pm = compose(PLAYBOOK, log(...NIGHT));
const markdown = postmortemMarkdown(pm);

const section = (title: string, of: Postmortem = pm): string =>
  of.sections.find((each) => each.title === title)?.text ?? '';
/** A template of the team's own, in a document. */
const withTemplate = (template: string) =>
  parsePlaybook(`# Ours\n\n## Post-Mortem Template\n\n\`\`\`markdown\n${template}\n\`\`\`\n`);

describe('a post-mortem', () => {
  it('has exactly the headings and labels of the template, in its order', () => {
    const shape = (text: string) =>
      text.match(/^#{1,6} (?!Post-Mortem:).*$|\*\*[^*]+:\*\*|^\|[ -].*(?:Time|Owner|--).*$/gmu);
    const template = /```markdown\n(# Post-Mortem[\s\S]*?)```/u.exec(readFixture('customer-structure'))?.[1] ?? '';
    expect(shape(markdown)).toEqual(shape(template));
    expect(shape(markdown)).toHaveLength(23);
  });

  it('is filled in with what was measured', () => {
    expect(markdown).toMatch(/^# Post-Mortem: Database connection failed\n/u);
    expect(markdown).toContain('**Date:** 2026-11-23\n**Severity:** SEV1\n');
    expect(markdown).toContain('**Duration:** 2026-11-23 14:02 UTC to 2026-11-23 14:45 UTC (43 minutes)');
    expect(markdown).toContain('- **Functionality affected:** Database connection failed, System Health Critical\n');
    expect(section('Summary')).toMatch(
      /^\*Draft, to be checked:\* SEV1: .*too many clients \(100 of 100\)\. .*3 min after/u,
    );
    expect(section('Resolution')).toBe(
      `${DRAFT}Mitigated: Workers restart. Web workers restarted. Steps done: Restart the web workers.`,
    );
    expect(section('References')).toContain('- Runbook: Database Connection Failed (Incident Response Runbook)\n');
    expect(section('References')).toContain('https://status.digitalocean.com/');
  });

  it('says nothing of a mitigation that nobody gave words', () => {
    const night = NIGHT.map(
      ([second, body, who = {}]): Told =>
        body.type === 'incident-status-changed' && body.payload.to === 'Mitigating'
          ? [second, { ...body, payload: { ...body.payload, reason: '' } }, who]
          : [second, body, who],
    );
    const wordless = postmortemMarkdown(compose(PLAYBOOK, log(...night)));
    expect(wordless).toContain(`${DRAFT}Web workers restarted. Steps done`);
    expect(wordless).toContain('| 14:22 | Mitigation applied |');
  });

  it('tells the night in UTC, with evidence and notes, under the template’s own names for the turning points', () => {
    expect(section('Timeline').split('\n')).toEqual([
      'All times in UTC.',
      '',
      '| Time | Event |',
      '|------|-------|',
      '| 14:02 | First bad look: PostgreSQL refuses connections: too many clients (100 of 100) |',
      '| 14:02 | Alert triggered: Database connection failed |',
      '| 14:02 | System Health Critical joined: explained by Database connection failed |',
      '| 14:05 | On-call acknowledged |',
      '| 14:07 | 100 of 100: the pool is exhausted |',
      '| 14:12 | [e-mail] says: \\| export at 14:00 |',
      '| HH:MM | Root cause identified |',
      '| 14:22 | Mitigation applied: Workers restart |',
      '| 14:23 | Done: Restart the web workers |',
      '| 14:45 | Incident resolved: Web workers restarted |',
    ]);
  });

  it('fills all that facts can fill and nothing that only people can know', () => {
    const blank = pm.fields.filter(({ state }) => state === 'blank');
    expect(blank.map(({ label }) => label)).toEqual([
      'Author',
      'Reviewers',
      'Users affected',
      'Data impact',
      'Financial impact',
      'Root cause identified',
      'Root Cause',
      'What Went Well',
      'What Went Poorly',
      'Action items',
      'Lessons Learned',
    ]);
    expect(blank.every(({ knows }) => knows === 'people')).toBe(true);
    for (const { placeholder } of blank) expect(markdown).toContain(placeholder);
    const { facts, all } = sharesOf(pm.fields);
    console.log(`filled: ${facts.filled} of ${facts.of} that facts can fill; ${all.filled} of all ${all.of}`);
    expect(facts).toEqual({ filled: 19, of: 19 });
    expect(all.of).toBe(30);
  });

  it('calls what failed by the name of its worst level', () => {
    const from = { level: 1, name: 'Connections Near Limit', severity: 3, reason: '91 of 100', value: 91 } as const;
    const to = { ...from, level: 0, name: 'Database connection failed', severity: 1 } as const;
    const mild = NIGHT.map(
      ([second, body, who = {}]): Told =>
        body.type === 'alert-fired'
          ? [second, { ...body, payload: { ...body.payload, badness: from } }, who]
          : [second, body, who],
    );
    const change: Told = [60, { type: 'alert-level-changed', payload: { alertKey: 'database', from, to } }];
    const worsened = [...mild.slice(0, 3), change, ...mild.slice(3)];
    const functionality = (told: readonly Told[]) =>
      /Functionality affected:\*\* (.*)/u.exec(postmortemMarkdown(compose(PLAYBOOK, log(...told))))?.[1];
    expect(functionality(mild)).toBe('Connections Near Limit, System Health Critical');
    expect(functionality(worsened)).toBe('Database connection failed, System Health Critical');
  });

  it('names the author where the configuration does', () => {
    expect(postmortemMarkdown(compose(PLAYBOOK, log(...NIGHT), { author: 'Ana Ruiz' }))).toContain(
      '**Author:** Ana Ruiz\n',
    );
  });

  it('keeps people’s addresses out unless they are wanted', () => {
    expect(markdown).not.toContain('ana@example.com');
    expect(section('Timeline', compose(PLAYBOOK, log(...NIGHT), { people: true }))).toContain('ana@example.com');
  });

  it('exists from minute zero, with the end left open', () => {
    const early = compose(PLAYBOOK, log(...NIGHT.slice(0, 2)));
    expect(postmortemMarkdown(early)).toContain('2026-11-23 14:02 UTC to {End time} ({X hours Y minutes})');
    expect(section('Resolution', early)).toBe('{What ended it}');
    expect(section('Timeline', early)).toContain('| HH:MM | On-call acknowledged |');
    expect(early.dueWallMs).toBeNull();
  });

  it('goes on as part of another where it was merged, with what ended it left to that one', () => {
    const into = { into: 'inc-2', title: 'Disk full', reason: 'one cause' };
    const part = compose(PLAYBOOK, log(...NIGHT.slice(0, 6), [900, { type: 'incident-merged', payload: into }]));
    expect(section('Summary', part)).toContain(
      'Database connection failed, on 2026-11-23 from 14:02 UTC and goes on as part of Disk full.',
    );
    expect(section('Resolution', part)).toBe('{What ended it}');
    expect(part.fields.find(({ section: id }) => id === 'resolution')?.state).toBe('blank');
  });

  it('dates the rows of another day', () => {
    const long = log(...NIGHT.slice(0, 8), [
      11 * 3600,
      { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Over' } },
    ]);
    expect(section('Timeline', compose(PLAYBOOK, long))).toContain('| 2026-11-24 01:02 | Incident resolved: Over |');
  });
});

describe('a team’s own template', () => {
  it('is filled by what its titles and labels mean, and keeps the sections nobody knows', () => {
    const own = withTemplate(`# Incident review: <Incident title>

Severity:
MTTA:
MTTR: TBD

## Synopsis

Two sentences, please.

## Weather

{Sunny or not}

## Chronology

| Who | When | What |
|---|---|---|
| | HH:MM | {…} |

## Follow-ups

- [ ] {task}`);
    const text = postmortemMarkdown(compose(own, log(...NIGHT)));
    expect(text).toContain(
      '# Incident review: Database connection failed\n\nSeverity: SEV1\nMTTA: 3 min\nMTTR: 43 min\n',
    );
    expect(text).toContain(`## Synopsis\n\nTwo sentences, please.\n\n${DRAFT}SEV1:`);
    expect(text).toContain('## Weather\n\n{Sunny or not}\n');
    expect(text).toContain('| person | 14:05 | Acknowledged |');
    const named = postmortemMarkdown(compose(own, log(...NIGHT), { author: 'Ana Ruiz' }));
    expect(named).toContain('| Ana Ruiz | 14:05 | Acknowledged |');
    expect(named).toContain('| Sevlight | 14:07 ');
    expect(text).toContain('| Sevlight | 14:07 | 100 of 100: the pool is exhausted |');
    expect(text).toContain('## Follow-ups\n\n- [ ] {task}\n');
  });

  it('guesses nothing that only people know, whatever words stand in the blank', () => {
    const own = withTemplate(
      '# P: {Title}\n\n**Users affected:** {Per how many minutes}\n**Reviewers:** {End users}\n\n## Summary\n\n{x}',
    );
    const text = postmortemMarkdown(compose(own, log(...NIGHT)));
    expect(text).toContain('**Users affected:** {Per how many minutes}\n**Reviewers:** {End users}\n');
  });

  it.each(FIXTURE_NAMES)('%s: every heading of it is there', (name) => {
    const playbook = parseFixture(name);
    const text = postmortemMarkdown(compose(playbook, log(...NIGHT)));
    const titles = [...text.matchAll(/^#{2,6} (.*)$/gmu)].map(([, title]) => title);
    const own = playbook.postmortem.sections.map(({ title }) => title);
    expect(titles.filter((title) => own.includes(title ?? ''))).toEqual(own);
    if (own.length === 0) expect(titles).toContain('Root Cause');
  });
});

describe('what people write', () => {
  const edit = (section: string, text: string | null) =>
    [3000, { type: 'postmortem-edited', payload: { section, text } }, { person: true }] as const;
  const item = { itemId: 'i1', action: 'Raise the | limit', owner: 'Ana', due: '2026-11-30', status: 'Open' } as const;

  it('goes before the facts, the newest first, and can be taken back', () => {
    const once = compose(
      PLAYBOOK,
      log(...NIGHT, edit('root cause', 'A job.'), edit('root cause', 'A job without limit.')),
    );
    expect(section('Root Cause', once)).toBe('A job without limit.');
    expect(once.fields.find(({ label }) => label === 'Root Cause')?.state).toBe('edited');
    const back = compose(PLAYBOOK, log(...NIGHT, edit('root cause', 'A job.'), edit('root cause', null)));
    expect(section('Root Cause', back)).toBe('{Why it happened, in technical detail}');
  });

  it('confirms a draft, and counts a blank that is left as one', () => {
    const text = section('Impact').replace('{How many}', '12 %');
    const edited = compose(PLAYBOOK, log(...NIGHT, edit('summary', 'Short.'), edit('impact', text)));
    expect(edited.sections.find(({ id }) => id === 'summary')?.isDraft).toBe(false);
    const states = new Map(edited.fields.map(({ label, state }) => [label, state]));
    expect([states.get('Users affected'), states.get('Data impact')]).toEqual(['edited', 'blank']);
  });

  it('counts a row of the timeline as theirs once it has its time', () => {
    const row = 'Root cause identified';
    const state = (text: string) =>
      compose(PLAYBOOK, log(...NIGHT, edit('timeline', text))).fields.find(({ label }) => label === row)?.state;
    expect(state(`${section('Timeline')}\n`)).toBe('blank');
    expect(state(section('Timeline').replace('HH:MM', '14:15'))).toBe('edited');
  });

  it('puts the action items into the template’s table, without those that were dropped', () => {
    const items = compose(
      PLAYBOOK,
      log(
        ...NIGHT,
        [3000, { type: 'action-item-set', payload: item }, { person: true }],
        [3001, { type: 'action-item-set', payload: { ...item, itemId: 'i2', status: 'Dropped' } }, { person: true }],
        [3002, { type: 'action-item-set', payload: { ...item, status: 'In Progress' } }, { person: true }],
      ),
    );
    expect(section('Action Items', items).split('\n').slice(2)).toEqual([
      '| Raise the \\| limit | Ana | 2026-11-30 | In Progress |',
    ]);
    expect(section('Timeline', items)).toBe(section('Timeline'));
  });
});

describe('the built-in playbook', () => {
  it('has a template that all facts fit into', () => {
    const builtIn = parsePlaybook(
      readFileSync(new URL('../../../assets/playbook/default.md', import.meta.url), 'utf8'),
    );
    const { facts } = sharesOf(compose(builtIn, log(...NIGHT)).fields);
    expect(facts.filled).toBe(facts.of);
  });
});
