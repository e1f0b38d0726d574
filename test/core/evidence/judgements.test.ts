import { describe, expect, it } from 'vitest';
import { DEFAULT_THRESHOLDS } from '../../../electron/core/checks/thresholds.ts';
import { judgeActive, judgeWorkers } from '../../../electron/core/evidence/celery.ts';
import { EVIDENCE } from '../../../electron/core/evidence/definitions.ts';
import type { EvidenceContext } from '../../../electron/core/evidence/finding.ts';
import { judgeConnections, judgeDownloads } from '../../../electron/core/evidence/postgres.ts';
import { judgePing } from '../../../electron/core/evidence/redis.ts';
import { EVIDENCE_IDS } from '../../../electron/core/playbook/model.ts';
import type { FailureKind } from '../../../electron/core/source.ts';

const CONTEXT: EvidenceContext = { thresholds: DEFAULT_THRESHOLDS, sourceIsBad: false, tasksWaiting: null };
const POOL = {
  maximum: 100,
  reserved: 3,
  used: 12,
  idleInTransaction: 0,
  oldestTransactionSeconds: 0,
  applications: [],
};

describe('every question', () => {
  const OURS: readonly FailureKind[] = ['credentials', 'grant', 'missing'];

  it.each(EVIDENCE_IDS)('%s takes no refusal of our own account for an outage', (id) => {
    for (const kind of OURS) {
      const failure = { kind, message: 'No.' };
      expect(EVIDENCE[id].judgeFailure(failure, { ...CONTEXT, sourceIsBad: true }).verdict).toBe('unknown');
    }
  });

  it.each(EVIDENCE_IDS)('%s is called bad without an answer only where the looks call its source bad', (id) => {
    const failure = { kind: 'timeout', message: 'No answer within 4 s.' } as const;
    expect(EVIDENCE[id].judgeFailure(failure, CONTEXT).verdict).toBe('unknown');
    expect(EVIDENCE[id].judgeFailure(failure, { ...CONTEXT, sourceIsBad: true }).verdict).toBe('unexpected');
  });
});

describe('connections', () => {
  it.each([
    [12, 'expected', null],
    [87, 'expected', null],
    [88, 'unexpected', 'pool-exhausted'],
    [97, 'unexpected', 'pool-exhausted'],
    [100, 'unexpected', 'pool-exhausted'],
  ])('%d of 97 are %s', (used, verdict, branch) => {
    expect(judgeConnections({ ...POOL, used })).toMatchObject({ verdict, branch });
  });

  it('name a transaction that nobody ends', () => {
    const left = judgeConnections({ ...POOL, idleInTransaction: 1, oldestTransactionSeconds: 600 });
    expect(left).toMatchObject({ verdict: 'unexpected', branch: null });
  });

  it('keep a person’s address out of the timeline', () => {
    const applications = [{ name: 'dbeaver vera@example.com', sessions: 3 }];
    expect(JSON.stringify(judgeConnections({ ...POOL, applications }))).not.toContain('vera');
  });
});

describe('workers', () => {
  const workers = { listening: 2, heartsHeard: true, alive: ['a', 'b'], tasks: [] };

  it('are as expected, some silent, or none', () => {
    expect(judgeWorkers(workers, CONTEXT).verdict).toBe('expected');
    expect(judgeWorkers({ ...workers, alive: ['a'] }, CONTEXT)).toMatchObject({ sentence: '1 of 2 stay silent.' });
    expect(judgeWorkers({ ...workers, listening: 0, alive: [] }, CONTEXT).verdict).toBe('unexpected');
    const deaf = { ...workers, listening: 0, alive: [], heartsHeard: false };
    expect(judgeWorkers(deaf, CONTEXT).verdict).toBe('unknown');
    expect(judgeWorkers(deaf, { ...CONTEXT, sourceIsBad: true }).verdict).toBe('unexpected');
  });

  it('are not called idle where nothing waits', () => {
    expect(judgeActive(workers, CONTEXT)).toMatchObject({ verdict: 'expected', branch: null });
    expect(judgeActive(workers, { ...CONTEXT, tasksWaiting: 3 })).toMatchObject({ branch: 'workers-idle' });
  });

  it('with an unbelievable clock make no task old', () => {
    const task = { id: '1', name: 'ocr', worker: 'a', ageSeconds: null };
    expect(judgeActive({ ...workers, tasks: [task] }, CONTEXT).verdict).toBe('expected');
  });
});

it('calls a slow Redis slow', () => {
  expect(judgePing({ answerMs: 1500 })).toMatchObject({ verdict: 'unexpected', value: 'PONG after 1500 ms' });
});

it.each([
  [49, 'expected', null],
  [50, 'unexpected', null],
  [100, 'unexpected', 'downloads-suspicious'],
])('finds %d downloads an hour %s', (lastHour, verdict, branch) => {
  const answer = { lastHour, lastDay: 200, addresses: 1, rhythm: null };
  expect(judgeDownloads(answer, CONTEXT)).toMatchObject({ verdict, branch });
});
