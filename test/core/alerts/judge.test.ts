import { describe, expect, it } from 'vitest';
import { badnessAt, levelOf, type Verdict } from '../../../electron/core/alerts/judge.ts';
import { defaultRules } from '../../../electron/core/checks/rules.ts';

const ok = (reason: string): Verdict => ({ verdict: 'ok', reason });
const bad = (reason: string, level?: number): Verdict => ({
  verdict: 'bad',
  reason,
  ...(level === undefined ? {} : { level }),
});

const rules = new Map(defaultRules().map((rule) => [rule.check, rule]));

function rule(check: string) {
  const found = rules.get(check);
  if (found === undefined) throw new Error(`no rule for ${check}`);
  return found;
}

function level(check: string, value: number | null, firing: number | null = null, look = ok('measured')) {
  return levelOf(rule(check), { look, value }, { firing, counts: () => true });
}

describe('the level of a number', () => {
  it('begins exactly at the threshold', () => {
    expect([49, 50, 99, 100].map((n) => level('queue_length', n))).toEqual([null, 1, 1, 0]);
    expect([90, 89.99, 80, 79.99].map((n) => level('processing_success_rate', n))).toEqual([null, 1, 1, 0]);
    expect([2, 1, 0].map((n) => level('celery_workers', n))).toEqual([null, 1, 0]);
  });

  it('ends only on the good side of the clear value while it fires', () => {
    expect([50, 45, 44].map((n) => level('queue_length', n, 1))).toEqual([1, 1, null]);
    expect([100, 90, 89, 45, 44].map((n) => level('queue_length', n, 0))).toEqual([0, 0, 1, 1, null]);
    expect([91.9, 92].map((n) => level('processing_success_rate', n, 1))).toEqual([1, null]);
    expect([0, 1, 2].map((n) => level('celery_workers', n, 0))).toEqual([0, 1, null]);
  });

  it('rises at the threshold, not at the clear value, of a worse level', () => {
    expect([95, 100].map((n) => level('queue_length', n, 1))).toEqual([1, 0]);
  });

  it('is what a bad look says, or the worst where it does not say', () => {
    expect(level('queue_length', null, null, bad('broken', 1))).toBe(1);
    expect(level('queue_length', null, null, bad('broken'))).toBe(0);
    expect(level('queue_length', 60, null, bad('broken'))).toBe(1);
    expect(level('database', null, null, bad('broken', 7))).toBe(0);
    expect(level('queue_length', null)).toBe(null);
  });

  it('leaves out what counts only after better times', () => {
    const lone = levelOf(
      rule('celery_workers'),
      { look: ok('1 worker'), value: 1 },
      { firing: null, counts: ({ seenGoodWithinMs }) => seenGoodWithinMs === undefined },
    );
    expect(lone).toBe(null);
  });
});

describe('the reason', () => {
  const reason = (check: string, value: number, words: string) =>
    badnessAt(rule(check), 0, { look: ok(words), value }).reason;

  it('names what was measured and the thresholds, the milder first', () => {
    expect(reason('queue_length', 163, '163 waiting')).toBe('163 waiting, warning at 50, critical at 100');
    expect(reason('processing_success_rate', 71, '71 % of 40 succeeded')).toBe(
      '71 % of 40 succeeded, warning below 90, critical below 80',
    );
    expect(reason('celery_workers', 0, 'No worker answered')).toBe(
      'No worker answered, warning at 1 or fewer, critical at 0',
    );
    expect(reason('postgres_connections', 94, '94 % of 100 connections in use')).toBe(
      '94 % of 100 connections in use, limit at 90',
    );
    expect(badnessAt(rule('database'), 0, { look: bad('Refused'), value: null }).reason).toBe('Refused');
  });
});
