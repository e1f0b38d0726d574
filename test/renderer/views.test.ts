import { describe, expect, it } from 'vitest';
import type { ClockView } from '../../electron/core/snapshot.ts';
import { searchableRunbooks } from '../../renderer/runbooks/search.ts';
import { checklist, copyableOf, findStep, nextWithin, runbookOf } from '../../renderer/store/checklist.ts';
import { alertRows, firstIncident, sourceShape, urgentClock } from '../../renderer/store/views.ts';
import { age, count, countdown, duration, latency, moment, timeOfDay } from '../../renderer/ui/words.ts';
import { alert, incident, NOW_MS, PLAYBOOK, snapshot, source, WORKED } from './fixtures.ts';

const because = (key: string) => ({ key, name: key });

describe('alert rows', () => {
  it('put what is explained under the root of its causes, wherever it came in the list', () => {
    const rows = alertRows([
      alert({ key: 'queue', explainedBy: because('celery') }),
      alert({ key: 'celery', explainedBy: because('redis') }),
      alert({ key: 'disk' }),
      alert({ key: 'redis' }),
    ]);
    expect(rows.map(({ alert: { key }, nested }) => `${nested ? '  ' : ''}${key}`)).toEqual([
      'disk',
      'redis',
      '  queue',
      '  celery',
    ]);
  });

  it('lose nothing when a cause is not in the list or two explain each other', () => {
    const lonely = alertRows([alert({ key: 'queue', explainedBy: because('gone') })]);
    expect(lonely).toMatchObject([{ alert: { key: 'queue' }, nested: false }]);
    const circle = alertRows([
      alert({ key: 'a', explainedBy: because('b') }),
      alert({ key: 'b', explainedBy: because('a') }),
    ]);
    expect(circle.map(({ alert: { key } }) => key).sort()).toEqual(['a', 'b']);
  });
});

describe('what comes first', () => {
  it('is the worst incident that nobody owns, before a worse one that is owned', () => {
    const sev2 = incident({ id: 'inc-2', severity: 2 });
    expect(firstIncident(snapshot({ incidents: [WORKED, sev2] }))?.id).toBe('inc-2');
    expect(firstIncident(snapshot({ incidents: [WORKED] }))?.id).toBe(WORKED.id);
    expect(firstIncident(snapshot())).toBeNull();
  });

  const clock = (kind: ClockView['kind'], dueInS: number): ClockView => ({
    kind,
    label: kind,
    reason: '',
    dueWallMs: NOW_MS + dueInS * 1000,
    state: dueInS > 0 ? 'running' : 'due',
  });

  it('is the next deadline, not a level that has been due for long', () => {
    const clocks = [clock('escalate', -600), clock('escalate', 300), clock('next-update', 120)];
    expect(urgentClock(incident({ clocks }))?.kind).toBe('next-update');
  });

  it('is a response that is overdue, until somebody responds', () => {
    const clocks = [clock('escalate', 300), clock('respond', -5)];
    expect(urgentClock(incident({ clocks }))?.kind).toBe('respond');
    expect(urgentClock(incident({ clocks: [{ ...clock('respond', -5), state: 'met' }] }))).toBeNull();
  });
});

describe('a source’s shape', () => {
  it.each([
    ['well', source()],
    ['unknown', source({ stale: true })],
    ['unknown', source({ look: null })],
    ['watching', source({ look: { verdict: 'bad', reason: '' } })],
    ['offline', source({ look: { verdict: 'unknown', cause: 'offline', reason: '' }, stale: true })],
    ['key', source({ look: { verdict: 'unknown', cause: 'credentials', reason: '' } })],
    ['unknown', source({ look: { verdict: 'unknown', cause: 'cached', reason: '' } })],
  ] as const)('is %s', (shape, view) => expect(sourceShape(view)).toBe(shape));
});

describe('a checklist', () => {
  const runbook = runbookOf(PLAYBOOK, WORKED);
  const steps = runbook?.steps ?? [];
  const list = runbook?.id ?? '';

  it('counts ticks and skips, and its current step is the first that has neither', () => {
    expect(checklist(WORKED, list, 'Database', steps)).toMatchObject({ settled: 2, currentId: 'pool' });
  });

  it('ticks the parts of a step before the step', () => {
    const down = findStep(steps, 'down');
    const done = (stepId: string) => ({
      [`${list}/${stepId}`]: { state: 'done', atWallMs: 0, actor: 'person', reason: null } as const,
    });
    if (down === null) throw new Error('no such step');
    expect(nextWithin(incident(), list, down)?.id).toBe('tell');
    expect(nextWithin(incident({ steps: { ...done('tell'), ...done('flush') } }), list, down)?.id).toBe('down');
    expect(nextWithin(incident({ steps: done('down') }), list, down)).toBeNull();
  });

  it('copies a block before a word, and a part’s before nothing', () => {
    expect(steps.map(copyableOf)).toEqual([
      null,
      null,
      'SELECT count(*) FROM pg_stat_activity;',
      'doctl apps create-deployment <app-id>',
      'redis-cli -u $REDIS_URL FLUSHALL',
    ]);
  });
});

describe('searching runbooks', () => {
  it('finds words in steps and commands, and puts titles first', () => {
    const search = searchableRunbooks(PLAYBOOK.runbooks);
    expect(search('llen').map(({ id }) => id)).toEqual(['task-queue-backlog']);
    expect(search('POOL exhausted').map(({ id }) => id)).toEqual(['database-connection-failed']);
    expect(search('queue')[0]?.id).toBe('task-queue-backlog');
    expect(search('no such words')).toEqual([]);
    expect(search('  ')).toHaveLength(2);
  });
});

describe('words', () => {
  it('say lengths, ages and deadlines as people do', () => {
    expect([999, 134_000, 750_000, 11_100_000, 190_000_000].map(duration)).toEqual([
      '0 s',
      '2 min 14 s',
      '12 min',
      '3 h 05 min',
      '2 d 4 h',
    ]);
    expect([0, 4_200, 660_000, 7_200_000].map(age)).toEqual(['now', '4 s ago', '11 min ago', '2 h ago']);
    expect([571_001, 1, 0, -61_000, 3_849_000, 190_000_000].map(countdown)).toEqual([
      '9:32',
      '0:01',
      '0:00',
      '1:01',
      '1:04:09',
      '2 d 4 h',
    ]);
    expect([12.4, 2140].map(latency)).toEqual(['12 ms', '2.1 s']);
    expect([count(1, 'alert'), count(10_000, 'alert')]).toEqual(['1 alert', '10,000 alerts']);
  });

  it('tell the zone apart, and name the day only when it is another', () => {
    expect(timeOfDay(NOW_MS, 'utc')).toBe('14:04:31');
    expect(moment(NOW_MS, NOW_MS)).toBe(timeOfDay(NOW_MS).slice(0, 5));
    expect(moment(NOW_MS, NOW_MS + 86_400_000)).toMatch(/^Mon,? 23 Nov \d\d:\d\d$/);
  });
});
