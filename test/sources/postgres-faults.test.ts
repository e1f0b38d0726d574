import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wouldFire } from '../../electron/core/alerts/would-fire.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { FailureKind } from '../../electron/core/source.ts';
import { type FaultyServer, refusingOrigin } from '../faults/http-faults.ts';
import { expectNothingLeft } from '../faults/leaks.ts';
import * as faults from '../faults/tcp-faults.ts';
import { PASSWORD, type PostgresServer, startPostgres } from '../servers/postgres.ts';
import { lookAt } from './postgres-look.ts';

let server: PostgresServer;
const open: FaultyServer[] = [];

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
  await server.remove();
});

/** A message of PostgreSQL: its kind, the length of what follows, its content. */
function message(kind: string, content: Buffer | string = ''): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + Buffer.byteLength(content));
  return Buffer.concat([Buffer.from(kind), length, Buffer.from(content)]);
}

const LET_IN = Buffer.concat([message('R', '\0\0\0\0'), message('Z', 'I')]);
const COLUMN = message('T', `\0\x01x\0${'\0'.repeat(16)}\xff\xff`);
const ROW = message('D', `\0\x01\0\0\x03\xe8${'x'.repeat(1000)}`);
const HUGE = Buffer.from([...Buffer.from('D'), 0x40, 0, 0, 0]);

type Cell = readonly [
  what: string,
  start: () => Promise<Pick<FaultyServer, 'port'>>,
  kind: FailureKind,
  words: RegExp,
  withinMs: readonly [number, number],
  query?: string,
];

/** As the address has it: `disable` where the fault comes after that. */
const PLAIN = '?sslmode=disable';
const YES = Buffer.from('S');

const AT_ONCE = [0, 1500] as const;
const CONNECTING = [3900, 5200] as const;
const DEADLINE = [3900, 8200] as const;

const CELLS: readonly Cell[] = [
  ['refuses', async () => ({ port: Number(new URL(await refusingOrigin()).port) }), 'refused', /refuses/, AT_ONCE],
  ['accepts and stays silent', faults.silent, 'timeout', /stays silent within 4 s/, CONNECTING],
  ['hangs up', faults.hangsUp, 'reset', /cut the connection off/, AT_ONCE],
  ['resets while we sign in', () => faults.resets(LET_IN.subarray(0, 5)), 'reset', /cut/, AT_ONCE],
  ['resets in the middle of the answer', () => faults.resets(LET_IN), 'reset', /cut/, AT_ONCE],
  ['hangs up in the middle of the answer', () => faults.cutsOff(LET_IN), 'reset', /cut/, AT_ONCE],
  ['lets us in and freezes', () => faults.freezes(LET_IN), 'timeout', /stopped answering/, CONNECTING],
  ['drips', () => faults.drips(LET_IN, 1000), 'timeout', /stays silent within 4 s/, CONNECTING],
  ['lets us in after 3 s and drips on', () => faults.drips(LET_IN, 200), 'timeout', /answer/, DEADLINE],
  ['answers without end', () => faults.endless(COLUMN, ROW, LET_IN), 'too-large', /1024 KiB/, AT_ONCE],
  [
    'announces 1 GB and sends it',
    () => faults.endless(Buffer.concat([COLUMN, HUGE]), ROW, LET_IN),
    'too-large',
    /1024 KiB/,
    AT_ONCE,
  ],
  [
    'never stops greeting',
    () => faults.endless(message('R', '\0\0\0\0'), message('N', '\0')),
    'too-large',
    /1024 KiB/,
    AT_ONCE,
  ],
  [
    'speaks HTTP',
    () => faults.cutsOff(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
    'protocol',
    /PostgreSQL/,
    AT_ONCE,
  ],
  ['speaks Redis', () => faults.freezes(Buffer.from('-ERR unknown command\r\n')), 'protocol', /PostgreSQL/, AT_ONCE],
  ['asks for an unknown proof', () => faults.freezes(message('R', '\0\0\0\x63')), 'protocol', /PostgreSQL/, AT_ONCE],
  ['breaks off its own message', () => faults.freezes(message('R', '')), 'protocol', /PostgreSQL/, AT_ONCE],
  [
    'answers what was not asked',
    () => faults.freezes(Buffer.concat([LET_IN, ROW])),
    'protocol',
    /read|PostgreSQL/,
    AT_ONCE,
  ],
  [
    'invents a message',
    () => faults.freezes(Buffer.concat([LET_IN, message('!')])),
    'protocol',
    /read|PostgreSQL/,
    AT_ONCE,
  ],
  [
    'goes silent while we sign in',
    () => faults.breaksAfter(server.port, 20, 'silent'),
    'timeout',
    /silent/,
    CONNECTING,
  ],
  [
    'goes silent while it counts',
    () => faults.breaksAfter(server.port, 1200, 'silent'),
    'timeout',
    /stopped answering/,
    CONNECTING,
  ],
  ['is reset while it counts', () => faults.breaksAfter(server.port, 1200, 'reset'), 'reset', /cut/, AT_ONCE],
  ['promises encryption and freezes', () => faults.freezes(YES), 'timeout', /silent/, CONNECTING, ''],
  ['promises encryption and resets', () => faults.resets(YES), 'reset', /cut/, AT_ONCE, ''],
  [
    'slips something in before encryption',
    () => faults.freezes(Buffer.concat([YES, LET_IN])),
    'protocol',
    /PostgreSQL/,
    AT_ONCE,
    '',
  ],
  ['answers the wish for encryption without end', () => faults.endless(LET_IN, ROW), 'protocol', /speak/, AT_ONCE, ''],
  [
    'refuses our password',
    () => faults.freezes(message('E', `SERROR\0C28P01\0Mno\0\0`)),
    'credentials',
    /user or password/,
    AT_ONCE,
  ],
  [
    'does not let our account connect',
    () => faults.freezes(message('E', `SFATAL\0C42501\0Mno\0\0`)),
    'grant',
    /not allowed/,
    AT_ONCE,
  ],
  ['speaks SSH', () => faults.freezes(Buffer.from('SSH-2.0-OpenSSH\r\n')), 'protocol', /speak/, AT_ONCE, ''],
  ['encrypts gibberish', () => faults.endless(ROW, ROW, YES), 'tls', /encrypt/, AT_ONCE, ''],
];

const UNKNOWN: readonly FailureKind[] = ['protocol', 'too-large', 'credentials', 'grant'];

const at = (port: number, query = PLAIN) =>
  `postgres://sevlight:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/app${query}`;

describe('a server that misbehaves, with the real deadlines', () => {
  for (const [what, start, kind, words, [least, most], query = PLAIN] of CELLS) {
    it.concurrent(what, async () => {
      const faulty = await start();
      if ('close' in faulty) open.push(faulty as FaultyServer);
      const { reading, look, checks } = await lookAt(at(faulty.port, query));
      if (reading.outcome === 'answered') expect.fail('It answered.');
      expect(reading.failure).toMatchObject({ kind, message: expect.stringMatching(words) });
      expect(reading.latencyMs).toBeGreaterThanOrEqual(least);
      expect(reading.latencyMs).toBeLessThan(most);
      const isUnknown = UNKNOWN.includes(kind);
      expect(look.verdict).toBe(isUnknown ? 'unknown' : 'bad');
      const raised = wouldFire(checks, defaultRules()).map(({ severity, name }) => `SEV${severity} ${name}`);
      expect(raised).toEqual(isUnknown ? [] : ['SEV1 Database connection failed']);
      expect(JSON.stringify({ reading, look })).not.toContain('canary');
    });
  }
});

it('leaves no descriptor, no timer and no memory behind in a thousand looks that are given up after 50 ms', async () => {
  const limits = { deadlineMs: 50, connectMs: 50, queryMs: 50 };
  const servers = [
    await faults.silent(),
    await faults.freezes(LET_IN),
    await faults.drips(LET_IN, 5),
    await faults.endless(COLUMN, ROW, LET_IN),
    await faults.breaksAfter(server.port, 400, 'silent'),
  ];
  const gone = await faults.hangsUp();
  const urls = [...servers.map(({ port }) => at(port)), server.url()];
  // These are over soon, so that a timer left behind would last as long as the real deadlines.
  const quick = [at(gone.port), at(1), server.url({ user: 'nobody' })];
  await expectNothingLeft(urls.length + quick.length, () =>
    Promise.all([...urls.map((url) => lookAt(url, { limits })), ...quick.map((url) => lookAt(url))]),
  );
  await Promise.all([...servers, gone].map((each) => each.close()));
}, 60_000);
