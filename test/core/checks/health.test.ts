import { describe, expect, it } from 'vitest';
import { judgeHealth } from '../../../electron/core/checks/health.ts';
import { AROUND, answer, bodyOf, healthyChecks, judge, judgeFailure, SETTINGS } from './health-parts.ts';

/** The healthy checks with one of them changed. */
function withChecks(change: Record<string, unknown>) {
  return { ...healthyChecks(), ...change };
}

/** What a component says when nothing is wrong but these fields. */
function changed(name: string, fields: Record<string, unknown>) {
  return withChecks({ [name]: { ...healthyChecks()[name], ...fields } });
}

describe('a healthy report', () => {
  const judged = judge(answer(bodyOf(healthyChecks())));

  it('is well, and would raise nothing', () => {
    expect(judged.look).toEqual({ verdict: 'ok', reason: 'Healthy' });
    expect(judged.alerts).toEqual([]);
  });

  it('feeds every check that the endpoint can feed', () => {
    expect(judged.checks.map(({ name, value }) => [name, value])).toEqual([
      ['service_reachable', null],
      ['system_health', null],
      ['database', null],
      ['redis', null],
      ['celery_workers', 2],
      ['queue_length', 3],
      ['active_tasks', 1],
      ['processing_success_rate', 98.9],
      ['failures_24h', 1],
      ['system_health_extra', 0],
      ['health_latency', 12],
    ]);
  });
});

describe('a sick system that answers 503 with its report', () => {
  it('was looked at, and the component alone is announced', () => {
    const database = { status: 'unhealthy', message: 'could not connect' };
    const judged = judge(answer(bodyOf(withChecks({ database }))));
    expect(judged.look).toEqual({ verdict: 'bad', reason: 'Unhealthy: database (could not connect)' });
    expect(judged.check('service_reachable')?.look.verdict).toBe('ok');
    expect(judged.announced).toEqual(['Database connection failed']);
    expect(judged.explained).toEqual(['System Health Critical']);
  });

  it.each([
    ['redis', { status: 'unhealthy', message: 'timeout' }, 'Redis connection failed'],
    ['celery', { status: 'unhealthy', message: 'No Celery workers responding', workers: 0 }, 'Celery Workers Critical'],
    ['celery', { status: 'unhealthy', message: 'No Celery workers responding' }, 'Celery Workers Critical'],
    ['celery', { status: 'unhealthy', message: 'odd', workers: 4 }, 'Celery Workers Critical'],
    [
      'document_processing',
      { status: 'unhealthy', total: 30, completed: 10, failed: 20 },
      'Document Processing Critical',
    ],
  ])('%s %o', (name, component, alert) => {
    const judged = judge(answer(bodyOf(withChecks({ [name]: component }))));
    expect(judged.announced).toEqual([alert]);
    expect(judged.explained).toEqual(['System Health Critical']);
  });

  it('is listed and never announced while only its failures of a whole day are too many', () => {
    const failures = { status: 'unhealthy', message: '12 failures', total: 12, by_type: { ocr: 12 }, unresolved: 3 };
    const judged = judge(answer(bodyOf(withChecks({ failures }))));
    expect(judged.announced).toEqual([]);
    expect(judged.explained).toEqual(['System Health Critical']);
    expect(judged.check('failures_24h')).toMatchObject({ value: 12, look: { verdict: 'ok' } });
  });

  it('announces System Health Critical for what no other alert covers', () => {
    const judged = judge(answer(bodyOf(withChecks({ payments: { status: 'unhealthy', message: 'gateway down' } }))));
    expect(judged.announced).toEqual(['System Health Critical']);
    expect(judged.alerts[0]?.reason).toContain('payments (gateway down)');
  });

  it('announces System Health Critical beside a covered component too, when one is uncovered', () => {
    const checks = withChecks({ payments: { status: 'unhealthy' }, redis: { status: 'unhealthy' } });
    expect(judge(answer(bodyOf(checks))).announced).toEqual(['Redis connection failed', 'System Health Critical']);
  });

  it('announces System Health Critical when nobody is named', () => {
    const judged = judge(answer({ ...bodyOf(healthyChecks()), status: 'unhealthy' }));
    expect(judged.announced).toEqual(['System Health Critical']);
  });

  it('announces it too when those that are named are only degraded', () => {
    const failures = { status: 'degraded', total: 6 };
    const judged = judge(answer({ ...bodyOf(withChecks({ failures })), status: 'unhealthy' }));
    expect(judged.announced).toEqual(['System Health Critical']);
  });

  it.each(['degraded', 'unknown'])('is not green when it calls itself %s and names nobody', (status) => {
    const judged = judge(answer({ ...bodyOf(healthyChecks()), status }));
    expect(judged.look).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('names no component') });
  });

  it('stays one cause when the database takes the countings with it', () => {
    const gone = { status: 'unhealthy', message: 'connection refused' };
    const checks = withChecks({ database: gone, document_processing: gone, failures: gone, stuck_tasks: gone });
    const judged = judge(answer(bodyOf(checks)));
    expect(judged.announced).toEqual(['Database connection failed']);
    expect(judged.explained).toEqual(['System Health Critical']);
  });

  it('does not hide a component whose numbers cannot be read behind its rule', () => {
    const broken = { status: 'unhealthy', message: 'boom', total: 30, completed: 'ten', failed: 20 };
    const judged = judge(answer(bodyOf(withChecks({ document_processing: broken }))));
    expect(judged.announced).toEqual(['System Health Critical']);
  });

  it('believes the component over a status line that says healthy', () => {
    const checks = withChecks({ database: { status: 'unhealthy', message: 'down' } });
    const judged = judge(answer({ ...bodyOf(checks), status: 'healthy' }, { status: 200 }));
    expect(judged.look.verdict).toBe('bad');
    expect(judged.announced).toEqual(['Database connection failed']);
  });
});

describe('documents', () => {
  const documents = (fields: Record<string, unknown>) =>
    judge(answer(bodyOf(withChecks({ document_processing: fields }))));

  it('are judged by what is settled: a burst of uploads is no failure', () => {
    const fields = { status: 'unhealthy', total: 100, completed: 49, failed: 1, processing: 50, success_rate: 49 };
    const judged = documents(fields);
    expect(judged.check('processing_success_rate')).toMatchObject({ value: 98, look: { verdict: 'ok' } });
    expect(judged.check('processing_success_rate')?.facts?.[0]).toEqual({
      label: "Server's figure",
      value: '49 % of all, in flight included',
    });
    expect(judged.announced).toEqual([]);
    expect(judged.explained).toEqual(['System Health Critical']);
  });

  it.each([
    [{ total: 0, success_rate: null }, 'No documents within 24 h'],
    [{ total: 1, completed: 0, failed: 1, processing: 0, success_rate: 0 }, 'Too few to judge: 1 document settled'],
    [
      { total: 500, completed: 5, failed: 4, processing: 491, success_rate: 1 },
      'Too few to judge: 9 documents settled',
    ],
  ])('are too few to judge: %o', (fields, reason) => {
    const judged = documents({ status: 'unhealthy', message: '', ...fields });
    expect(judged.check('processing_success_rate')).toMatchObject({
      value: null,
      look: { verdict: 'unknown', cause: 'insufficient', reason: expect.stringContaining(reason) },
    });
    expect(judged.announced).toEqual([]);
  });

  it.each([
    [8, 2, ['Document Processing Degraded']],
    [79, 21, ['Document Processing Critical']],
    [9, 1, []],
    // 79.96 % is less than 80 %.
    [1999, 501, ['Document Processing Critical']],
  ])('%i completed and %i failed', (completed, failed, alerts) => {
    const total = completed + failed;
    expect(documents({ status: 'healthy', total, completed, failed }).announced).toEqual(alerts);
  });
});

describe('workers and queue', () => {
  it.each([
    [49, []],
    [50, ['Task Queue Backlog Warning']],
    [100, ['Task Queue Backlog Critical']],
  ])('%i waiting', (queue_length, alerts) => {
    expect(judge(answer(bodyOf(changed('celery', { queue_length })))).announced).toEqual(alerts);
  });

  it('a queue that the service could not read is unknown, and the source is not', () => {
    const judged = judge(answer(bodyOf(changed('celery', { queue_length: null }))));
    expect(judged.check('queue_length')?.look).toMatchObject({ verdict: 'unknown', cause: 'dependency' });
    expect(judged.look.verdict).toBe('ok');
  });

  it('no worker is critical, even if the server calls it healthy', () => {
    expect(judge(answer(bodyOf(changed('celery', { workers: 0 })))).announced).toEqual(['Celery Workers Critical']);
  });

  it('a single worker from the start is how some systems are', () => {
    expect(judge(answer(bodyOf(changed('celery', { workers: 1 })))).announced).toEqual([]);
  });
});

describe('documents that are stuck', () => {
  it.each([
    [{ stuck_count: 0, oldest_document_id: null, oldest_age_hours: null }, 0, []],
    [{ stuck_count: 2, oldest_document_id: 'b1', oldest_age_hours: 3.5 }, 2, ['Documents Stuck']],
    [{ stuck_count: 2, oldest_document_id: 'b1', oldest_age_hours: 0.6 }, 0, []],
  ])('%o', (fields, value, alerts) => {
    const judged = judge(answer(bodyOf(withChecks({ stuck_tasks: { status: 'healthy', ...fields } }))));
    expect(judged.check('documents_stuck')?.value).toBe(value);
    expect(judged.announced).toEqual(alerts);
  });
});

describe('a check that nobody has heard of', () => {
  it('is shown', () => {
    const judged = judge(answer(bodyOf(withChecks({ storage: { status: 'healthy', message: 'disk 40 %' } }))));
    expect(judged.check('system_health_extra')?.facts).toEqual([{ label: 'storage', value: 'disk 40 %' }]);
    expect(judged.alerts).toEqual([]);
  });

  it('alerts by its own name when degraded', () => {
    const checks = withChecks({
      storage: { status: 'degraded' },
      search: { status: 'degraded' },
      mail: { status: 'healthy' },
    });
    const judged = judge(answer(bodyOf(checks)));
    expect(judged.alerts.map(({ key }) => key)).toEqual([
      'system-health-degraded/storage',
      'system-health-degraded/search',
    ]);
  });

  it('can be ignored', () => {
    const settings = { ...SETTINGS, ignored: ['storage'] };
    const judged = judge(answer(bodyOf(withChecks({ storage: { status: 'unhealthy' } }))), null, settings);
    expect(judged.look.verdict).toBe('ok');
    expect(judged.alerts).toEqual([]);
  });

  it('whose own state the server cannot tell leaves the source unknown', () => {
    const judged = judge(answer(bodyOf(withChecks({ storage: { status: 'unknown', message: 'no metrics' } }))));
    expect(judged.look).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('storage is: no metrics'),
    });
  });
});

it('a component by another name is understood when the configuration names it', () => {
  const { database, ...others } = healthyChecks();
  const settings = { ...SETTINGS, components: { ...SETTINGS.components, database: 'postgresql' } };
  const checks = { ...others, postgresql: { ...database, status: 'unhealthy', message: 'down' } };
  expect(judge(answer(bodyOf(checks)), null, settings).announced).toEqual(['Database connection failed']);
});

describe('wrong types', () => {
  it.each([
    ['database', { status: 'fine' }, 'database'],
    ['database', { status: null }, 'database'],
    ['database', { status: true }, 'database'],
    ['redis', { status: ['healthy'] }, 'redis'],
    ['celery', { workers: '2' }, 'celery_workers'],
    ['celery', { workers: -1 }, 'celery_workers'],
    ['celery', { workers: 1.5 }, 'celery_workers'],
    ['celery', { queue_length: '12' }, 'queue_length'],
    ['celery', { queue_length: {} }, 'queue_length'],
    ['document_processing', { completed: '97' }, 'processing_success_rate'],
    ['document_processing', { failed: null }, 'processing_success_rate'],
  ])('%s %o: that check alone is malformed, and the whole is not green', (name, fields, check) => {
    const judged = judge(answer(bodyOf(changed(name, fields)), { status: 200 }));
    expect(judged.check(check)).toMatchObject({ value: null, look: { verdict: 'unknown', cause: 'malformed' } });
    expect(judged.look.verdict).toBe('unknown');
    const malformed = judged.checks.filter(({ look }) => look.verdict === 'unknown');
    expect(malformed.map((each) => each.name)).toEqual([check]);
  });

  it('a component that is no object', () => {
    const judged = judge(answer(bodyOf(withChecks({ database: 'ok' }))));
    expect(judged.check('database')?.look).toMatchObject({ verdict: 'unknown', cause: 'malformed' });
  });

  it('an overall status that is none', () => {
    for (const status of ['fine', 1, null, undefined, ['healthy']]) {
      const judged = judge(answer({ ...bodyOf(healthyChecks()), status }, { status: 200 }));
      expect(judged.look).toMatchObject({ verdict: 'unknown', cause: 'malformed' });
    }
  });
});

describe('an answer that is no report', () => {
  it.each<[string, string, number, string, string]>([
    ['liveness only', '{"status":"ok"}', 200, 'application/json', 'configuration'],
    ['liveness that calls itself healthy', '{"status":"healthy"}', 200, 'application/json', 'configuration'],
    ['a report about nothing', '{"status":"healthy","checks":{}}', 200, 'application/json', 'malformed'],
    ['nothing', '', 200, 'application/json', 'malformed'],
    ['blanks', ' \n', 200, 'application/json', 'malformed'],
    ['no JSON', 'OK', 200, 'text/plain', 'malformed'],
    ['a list', '[]', 200, 'application/json', 'malformed'],
    ['a word', '"healthy"', 200, 'application/json', 'malformed'],
    ['a web page', '<html>Sign in</html>', 200, 'text/html; charset=utf-8', 'captive'],
    ['a web page without its type', '<!DOCTYPE html><p>Hi', 200, '', 'captive'],
    ['a refusal', '{}', 401, 'application/json', 'credentials'],
    ['a forbidden page', '<html></html>', 403, 'text/html', 'credentials'],
    ['nobody there', '<html></html>', 404, 'text/html', 'configuration'],
    ['too many requests', '', 429, '', 'configuration'],
    ['a proxy', '<html>Bad gateway</html>', 502, 'text/html', 'bad'],
    ['a slow proxy', '<html>Timeout</html>', 504, 'text/html', 'bad'],
    ['a crash', '', 500, '', 'bad'],
    ['a 503 without a report', '{"status":"ok"}', 503, 'application/json', 'bad'],
  ])('%s', (_name, body, status, contentType, expected) => {
    const judged = judge(answer(body, { status, contentType }));
    expect(judged.look.verdict === 'unknown' ? judged.look.cause : judged.look.verdict).toBe(expected);
    expect(judged.announced).toEqual(expected === 'bad' ? ['Service Unreachable'] : []);
    expect(judged.look.reason.length).toBeGreaterThan(20);
  });

  it('tells a proxy from the service', () => {
    const html = { status: 502, contentType: 'text/html' };
    expect(judge(answer('<html></html>', html)).look.reason).toContain("platform's proxy");
    expect(judge(answer('', { status: 500 })).look.reason).toContain('without a health report');
  });
});

describe('a cache', () => {
  const at = (second: number) =>
    answer(bodyOf(healthyChecks(), `2026-03-01T10:00:${String(second).padStart(2, '0')}Z`));

  it('that repeats a report is no green', () => {
    const first = judge(at(0));
    expect(first.look.verdict).toBe('ok');
    const second = judge(at(0), first.memory);
    expect(second.look).toMatchObject({ verdict: 'unknown', cause: 'cached' });
    expect(second.checks.filter(({ look, name }) => look.verdict !== 'unknown' && name !== 'health_latency')).toEqual(
      [],
    );
    expect(judge(at(15), second.memory).look.verdict).toBe('ok');
  });

  it('that repeats a bad report is no red either', () => {
    const sick = answer(bodyOf(withChecks({ database: { status: 'unhealthy' } })));
    const second = judge(sick, judge(sick).memory);
    expect(second.announced).toEqual([]);
    expect(second.look).toMatchObject({ verdict: 'unknown', cause: 'cached' });
  });

  it('that takes turns with another is seen through', () => {
    const both = judge(at(15), judge(at(0)).memory);
    const third = judge(at(0), both.memory);
    expect(third.look).toMatchObject({ cause: 'cached' });
    expect(judge(at(15), third.memory).look).toMatchObject({ cause: 'cached' });
  });

  it('that gives its age away', () => {
    expect(judge({ ...at(0), ageSeconds: 61 }).look).toMatchObject({ cause: 'cached' });
    expect(judge({ ...at(0), ageSeconds: 2 }).look.verdict).toBe('ok');
  });

  it('a server whose clock was set back is believed again at its next report', () => {
    const before = judge(at(40));
    const back = judge(at(10), before.memory);
    expect(back.look).toMatchObject({ cause: 'cached' });
    expect(judge(at(25), back.memory).look.verdict).toBe('ok');
  });

  it('without a timestamp cannot be told', () => {
    const body = { status: 'healthy', checks: healthyChecks() };
    expect(judge(answer(body), judge(answer(body)).memory).look.verdict).toBe('ok');
  });
});

describe('a look that failed', () => {
  const refused = { kind: 'refused', message: 'Nothing listens there.', code: 'ECONNREFUSED' } as const;

  it('raises Service Unreachable and says of the rest that it is not measured', () => {
    const judged = judgeFailure(refused, judge(answer(bodyOf(healthyChecks()))).memory);
    expect(judged.look.verdict).toBe('bad');
    expect(judged.checks[0]).toMatchObject({ name: 'service_reachable', look: { verdict: 'bad' } });
    expect(judged.checks.slice(1).every(({ look }) => look.verdict === 'unknown' && look.cause === 'dependency')).toBe(
      true,
    );
    expect(judged.checks.map(({ name }) => name)).toContain('queue_length');
  });

  it('that says nothing about the service hands its cause on', () => {
    const judged = judgeFailure({ kind: 'credentials', message: 'Refused.' });
    expect(judged.checks.map(({ look }) => look)).toEqual([judged.look, judged.look]);
  });
});

describe("the server's words", () => {
  it('are shown without what would do harm', () => {
    const message = `down\u001b[31m\npostgres://app:s3cret@db:5432/x ${'long '.repeat(100)}`;
    const judged = judge(answer(bodyOf(withChecks({ database: { status: 'unhealthy', message } }))));
    const shown = JSON.stringify(judged.checks);
    expect(shown).not.toContain('s3cret');
    expect(shown).not.toContain('\\u001b');
    expect(judged.check('database')?.look.reason).toMatch(/^down \[31m postgres:\/\/\*\*\*@db:5432\/x .{1,200}…$/);
  });

  it('are not put into the mouth of a component that said nothing', () => {
    const judged = judge(answer(bodyOf(withChecks({ database: { status: 'unhealthy' } }))));
    expect(judged.check('database')?.look.reason).toBe('Unhealthy');
  });
});

it('an answer of 9 s is slow, and an answer all the same', () => {
  const reading = { outcome: 'answered', answer: answer(bodyOf(healthyChecks())), latencyMs: 9012 } as const;
  const { look, checks } = judgeHealth(reading, SETTINGS, AROUND, null);
  expect(look.verdict).toBe('ok');
  expect(checks.at(-1)).toMatchObject({ value: 9012, look: { reason: 'Slow: 9.0 s' } });
});
