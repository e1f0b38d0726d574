import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wouldFire } from '../../electron/core/alerts/would-fire.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import type { FailureKind } from '../../electron/core/source.ts';
import { type Certificates, type KeyPair, makeCertificates } from '../faults/certificates.ts';
import { type FaultyServer, refusingOrigin, serveRaw } from '../faults/http-faults.ts';
import { expectNothingLeft } from '../faults/leaks.ts';
import * as faults from '../faults/tcp-faults.ts';
import { PASSWORD, type RedisServer, startRedis } from '../servers/redis.ts';
import { watch } from './celery-look.ts';
import { lookAt } from './redis-look.ts';

let server: RedisServer;
let certificates: Certificates;
const open: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  certificates = makeCertificates();
  server = await startRedis();
});
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
  await server.remove();
});

/** Answers the first that it is told with the first, and so on, each after `waitMs`; then it is silent. */
const says = (answers: readonly string[], waitMs = 0) =>
  serveRaw((socket) => {
    let turn = 0;
    socket.on('data', () => {
      const answer = answers[turn];
      turn += 1;
      if (answer === undefined) return;
      setTimeout(() => void socket.write(answer, 'latin1'), waitMs);
    });
  });

/** Lets us in, answers PING, and says `words` where we subscribe. */
const saysOfSubscription = (words: string) =>
  serveRaw((socket) => {
    socket.on('data', (asked) => {
      // Several commands may come in one piece; each begins with how many words it has.
      for (const command of asked
        .toString('latin1')
        .split(/^\*\d+\r\n/m)
        .slice(1)) {
        const answer = command.includes('subscribe') ? words : command.includes('ping') ? PONG : OK;
        socket.write(answer, 'latin1');
      }
    });
  });

/** Says something before anybody has asked. */
const greets = (words: string) => serveRaw((socket) => void socket.write(words, 'latin1'));

async function tlsServer(pair: KeyPair): Promise<Pick<FaultyServer, 'port' | 'close'>> {
  const listener = createTlsServer({ ...pair, minVersion: 'TLSv1.2' }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', () => void socket.write('+PONG\r\n'));
  });
  listener.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => listener.close(() => resolve())) };
}

type Start = () => Promise<Pick<FaultyServer, 'port'>>;
type Cell = readonly [
  what: string,
  start: Start,
  kind: FailureKind,
  words: RegExp,
  withinMs: readonly [number, number],
  scheme?: 'rediss',
];

const OK = '+OK\r\n';
const PONG = '+PONG\r\n';
const AT_ONCE = [0, 1500] as const;
const COMMAND = [2900, 4200] as const;
const DEADLINE = [7900, 8300] as const;
const ROW = Buffer.from(`$1000\r\n${'x'.repeat(1000)}\r\n`);

/** In front of Redis and of Celery alike. */
const CELLS: readonly Cell[] = [
  ['refuses', async () => ({ port: Number(new URL(await refusingOrigin()).port) }), 'refused', /refuses/, AT_ONCE],
  ['accepts and stays silent', faults.silent, 'timeout', /stopped answering/, COMMAND],
  ['hangs up', faults.hangsUp, 'reset', /cut the connection off/, AT_ONCE],
  ['resets in the middle of an answer', () => faults.resets(Buffer.from('+O')), 'reset', /cut/, AT_ONCE],
  ['hangs up in the middle of an answer', () => faults.cutsOff(Buffer.from('+O')), 'reset', /cut/, AT_ONCE],
  ['lets us in and freezes', () => says([OK, OK]), 'timeout', /stopped answering/, COMMAND],
  ['drips', () => faults.drips(Buffer.from(`+${'O'.repeat(60)}\r\n`), 200), 'timeout', /stopped/, COMMAND],
  ['answers just in time, each time', () => says([OK, OK, PONG, OK, OK], 2800), 'timeout', /whole answer/, DEADLINE],
  [
    'announces 1 GB and sends it',
    () => faults.endless(Buffer.from('$1073741824\r\n'), ROW, Buffer.from(OK)),
    'too-large',
    /more than \d+ KiB/,
    AT_ONCE,
  ],
  ['announces a billion answers', () => says([OK, OK, '*1000000000\r\n']), 'protocol', /protocol of Redis/, AT_ONCE],
  ['nests its answer without end', () => says([OK, OK, '*1\r\n'.repeat(5000)]), 'protocol', /protocol/, AT_ONCE],
  [
    'never ends its line',
    () => faults.endless(Buffer.from('+'), Buffer.alloc(1000, 'x')),
    'protocol',
    /of Redis/,
    AT_ONCE,
  ],
  ['lies about the length of a string', () => says([OK, OK, '$2\r\nPONG\r\n']), 'protocol', /of Redis/, AT_ONCE],
  ['answers something else', () => says([OK, OK, '+HELLO\r\n']), 'malformed', /something else/, AT_ONCE],
  ['answers what was not asked', () => says([`${OK}${OK}${OK}${OK}`]), 'protocol', /of Redis/, AT_ONCE],
  ['answers nil without being asked', () => greets('$-1\r\n$-1\r\n'), 'protocol', /of Redis/, AT_ONCE],
  ['pushes what only newer clients know', () => greets('>1\r\n_\r\n'), 'protocol', /of Redis/, AT_ONCE],
  [
    'speaks HTTP',
    () => faults.cutsOff(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')),
    'protocol',
    /of Redis/,
    AT_ONCE,
  ],
  ['speaks SSH', () => greets('SSH-2.0-OpenSSH_9.2\r\n'), 'protocol', /of Redis/, AT_ONCE],
  ['has no place for us', () => greets('-ERR max number of clients reached\r\n'), 'exhausted', /maxclients/, AT_ONCE],
  [
    'lets in only its own machine',
    () => greets('-DENIED Redis is running in protected mode\r\n'),
    'missing',
    /its own machine/,
    AT_ONCE,
  ],
  ['refuses with words of its own', () => says([OK, OK, '-WAT canary went wrong\r\n']), 'protocol', /\(WAT\)/, AT_ONCE],
  ['loads', () => says(['-LOADING Redis is loading the dataset in memory\r\n']), 'starting', /loads its data/, AT_ONCE],
  [
    'is an orphaned replica',
    () => says([OK, OK, '-MASTERDOWN Link with MASTER is down\r\n']),
    'starting',
    /replica/,
    AT_ONCE,
  ],
  ['sends us on', () => says([OK, OK, '-MOVED 3999 127.0.0.1:6381\r\n']), 'missing', /sends us to another/, AT_ONCE],
  ['refuses our password', () => says(['-WRONGPASS invalid\r\n']), 'credentials', /user or password/, AT_ONCE],
  ['grants us nothing', () => says([OK, OK, '-NOPERM no permission\r\n']), 'grant', /not allowed/, AT_ONCE],
  ['cannot save', () => says([OK, OK, '-MISCONF Redis is configured to save\r\n']), 'exhausted', /its disk/, AT_ONCE],
  ['goes silent while we sign in', () => faults.breaksAfter(server.port, 3, 'silent'), 'timeout', /stopped/, COMMAND],
  ['shows an expired certificate', () => tlsServer(certificates.expired), 'tls', /expired/, AT_ONCE, 'rediss'],
  ['shows a certificate of its own', () => tlsServer(certificates.selfSigned), 'tls', /signed it/, AT_ONCE, 'rediss'],
  [
    "shows somebody else's certificate",
    () => tlsServer(certificates.wrongHost),
    'tls',
    /another name/,
    AT_ONCE,
    'rediss',
  ],
  ['does not begin to encrypt', faults.silent, 'timeout', /does not begin to encrypt within 3 s/, COMMAND, 'rediss'],
  ['encrypts gibberish', () => says(['gibberish\r\n']), 'tls', /encrypt/, AT_ONCE, 'rediss'],
];

const REDIS: readonly Cell[] = [
  ['goes silent while it counts', () => faults.breaksAfter(server.port, 200, 'silent'), 'timeout', /stopped/, COMMAND],
  ['is reset while it counts', () => faults.breaksAfter(server.port, 200, 'reset'), 'reset', /cut/, AT_ONCE],
];

const SUBSCRIBED = '*3\r\n$9\r\nsubscribe\r\n$28\r\n/0.celeryev/worker.heartbeat\r\n:1\r\n';
const CELERY: readonly Cell[] = [
  ['says of a subscription what it is not', () => saysOfSubscription(':1\r\n'), 'protocol', /of Redis/, AT_ONCE],
  ['pushes nothing', () => saysOfSubscription('*0\r\n'), 'protocol', /of Redis/, AT_ONCE],
  [
    'pushes half a pattern',
    () => saysOfSubscription('*3\r\n$8\r\npmessage\r\n$1\r\na\r\n$1\r\nb\r\n'),
    'protocol',
    /of Redis/,
    AT_ONCE,
  ],
];

const at = (port: number, scheme: 'redis' | 'rediss' = 'redis') =>
  `${scheme}://:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/0`;

const redis = (url: string, ca: string | null) => lookAt(url, { settings: { ca } });
async function celery(url: string, ca: string | null) {
  const watched = watch(url, { ca });
  const looked = await watched.look();
  await watched.close();
  return looked;
}

const UNKNOWN: readonly FailureKind[] = ['protocol', 'too-large', 'malformed', 'missing', 'credentials', 'grant'];

describe.each([
  ['Redis', redis, [...CELLS, ...REDIS], 'SEV2 Redis connection failed'],
  ['Celery', celery, [...CELLS, ...CELERY], 'SEV2 Celery Workers Critical'],
] as const)('%s behind a server that misbehaves, with the real deadlines', (_, look, cells, alert) => {
  for (const [what, start, kind, words, [least, most], scheme] of cells) {
    it.concurrent(what, async () => {
      const faulty = await start();
      if ('close' in faulty) open.push(faulty as FaultyServer);
      const looked = await look(at(faulty.port, scheme), certificates.ca);
      const { reading } = looked;
      if (reading.outcome === 'answered') expect.fail(`It answered ${JSON.stringify(reading)}.`);
      expect(reading.failure).toMatchObject({ kind, message: expect.stringMatching(words) });
      expect(reading.latencyMs).toBeGreaterThanOrEqual(least);
      expect(reading.latencyMs).toBeLessThan(most);
      const isUnknown = UNKNOWN.includes(kind);
      expect(looked.look.verdict).toBe(isUnknown ? 'unknown' : 'bad');
      const raised = wouldFire(looked.checks, defaultRules()).map(({ severity, name }) => `SEV${severity} ${name}`);
      expect(raised).toEqual(isUnknown ? [] : [alert]);
      expect(JSON.stringify(looked)).not.toContain('canary');
    });
  }
});

it('a subscription that turns into nonsense ends, and nothing is concluded from its silence', async () => {
  const faulty = await saysOfSubscription(`${SUBSCRIBED}*3\r\n$7\r\nmessage\r\n$-1\r\n$-1\r\n`);
  open.push(faulty);
  const { reading, look } = await celery(at(faulty.port), null);
  expect(reading).toMatchObject({ answer: { heartbeats: { outcome: 'heard', watchedMs: 0, workers: [] } } });
  expect(reading.latencyMs).toBeLessThan(1500);
  expect(look.verdict).toBe('unknown');
});

describe('a thousand looks that are given up after 50 ms', () => {
  const short = { deadlineMs: 50, connectMs: 50, commandMs: 50, maximumBytes: 1024 * 1024 };
  const long = { deadlineMs: 8000, connectMs: 3000, commandMs: 3000, maximumBytes: 1024 * 1024 };
  const watchWith = (url: string, limits: typeof short) => watch(url, {}, { ...limits, replyMs: 20, firstWatchMs: 20 });
  it.each<[string, () => (url: string, limits: typeof short) => Promise<unknown>]>([
    ['Redis', () => (url, limits) => lookAt(url, { limits })],
    [
      'Celery, each time anew',
      () => async (url, limits) => {
        const watched = watchWith(url, limits);
        await watched.look();
        await watched.close();
      },
    ],
    [
      'Celery, the same again and again',
      () => {
        const watches = new Map<string, ReturnType<typeof watch>>();
        return async (url, limits) => {
          const watched = watches.get(url) ?? watchWith(url, limits);
          watches.set(url, watched);
          await watched.look();
          watched.reset();
        };
      },
    ],
  ])(
    '%s: leave no descriptor, no timer and no memory behind',
    async (_, make) => {
      const look = make();
      const servers = [
        await faults.silent(),
        await says([OK, OK]),
        await faults.drips(Buffer.from(OK), 5),
        await faults.endless(Buffer.from('$1073741824\r\n'), ROW, Buffer.from(OK)),
        await faults.breaksAfter(server.port, 30, 'silent'),
      ];
      const gone = await faults.hangsUp();
      const urls = [...servers.map(({ port }) => at(port)), server.url()];
      // These are over soon, so that a timer left behind would last as long as the real deadlines.
      const quick = [at(gone.port), at(1), server.url({ user: 'nobody' })];
      await expectNothingLeft(urls.length + quick.length, () =>
        Promise.all([...urls.map((url) => look(url, short)), ...quick.map((url) => look(url, long))]),
      );
      await Promise.all([...servers, gone].map((each) => each.close()));
    },
    90_000,
  );
});
