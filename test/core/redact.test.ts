import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../electron/core/redact.ts';

describe('redact', () => {
  it.each([
    ['postgres://app:hunter2@db:5432/x failed', 'postgres://***@db:5432/x failed'],
    ['redis://:p%40ss@cache/0', 'redis://***@cache/0'],
    ['Invalid URL: redis://:p/a?s#s@w@cache/0', 'Invalid URL: redis://***@cache/0'],
    ['a https://tok@host/x and https://u:p@other/y', 'a https://***@host/x and https://***@other/y'],
    ['{"password":"hunter2","user":"me"}', '{"password":***,"user":"me"}'],
    ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=*** psql'],
    ["api_key: 'hunter2', next", 'api_key: ***, next'],
    ['Authorization: Bearer hunter2hunter2', 'Authorization: ***'],
    ['sent Basic aHVudGVyMg==', 'sent Basic ***'],
    ['SLACK_BOT_TOKEN=xoxb-hunter2', 'SLACK_BOT_TOKEN=***'],
    ['https://hooks.slack.com/services/T0/B0/hunter2', 'https://hooks.slack.com/services/***'],
    ['?access_token=hunter2&x=1', '?access_token=***&x=1'],
  ])('%s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'https://db.example/health/?full=1',
    'mail ops@example.com',
    'queue_length 1200 above 1000',
    'see 12:30@room',
  ])('leaves %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('never shows a URL password, whatever it is made of', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9%._~!$&'()*+,;=:-]{8,20}$/);
    fc.assert(
      fc.property(secret, fc.constantFrom('postgres', 'redis', 'rediss', 'https', 'amqp'), (password, scheme) => {
        expect(redact(`cannot reach ${scheme}://user:${password}@host/0`)).not.toContain(`:${password}@`);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['x', 'a-', 'a://', 'redis://', 'redis://u:', 'password=', 'password="', 'basic ', '-'])(
    'is quick on a long repetition of %j',
    (part) => {
      const startedMs = performance.now();
      redact(part.repeat(200_000 / part.length));
      expect(performance.now() - startedMs).toBeLessThan(2000);
    },
  );
});
