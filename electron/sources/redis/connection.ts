import type { Socket } from 'node:net';
import { SECOND_MS } from '../../core/time.ts';
import type { RedisAddress } from './address.ts';
import { Refusal, redisFailure } from './failures.ts';
import { createGuard } from './guard.ts';
import { openTransport } from './transport.ts';

export interface ConnectionLimits {
  /** To be connected and encrypted. */
  readonly connectMs: number;
  /** For one answer. */
  readonly commandMs: number;
  /** Everything that comes in on one connection; more ends it. */
  readonly maximumBytes: number;
}

export const CONNECTION_LIMITS: ConnectionLimits = {
  connectMs: 3 * SECOND_MS,
  commandMs: 3 * SECOND_MS,
  maximumBytes: 1024 * 1024,
};

/** No byte for this long although an answer is due. */
const SOCKET_MS = 4 * SECOND_MS;

/** A connection that has signed in. */
export interface Connection {
  /** Sends one command, in small letters; rejects with a Refusal. Several may be under way. */
  call(command: string, ...args: readonly (string | number)[]): Promise<unknown>;
  /** What is published on the channels that this connection has subscribed to. `listener` must not throw. */
  onMessage(listener: (message: string) => void): void;
  /** The bytes counted so far no longer count against the limit. */
  countAnew(): void;
  readonly closed: boolean;
  destroy(): void;
}

/** Connects, signs in, and chooses the database if it is not the first. Rejects with the socket's error or a Refusal. */
export async function connect(
  address: RedisAddress,
  ca: string | null,
  limits: ConnectionLimits,
  signal: AbortSignal,
): Promise<Connection> {
  const connection = await converse(await openTransport(address, ca, limits.connectMs, signal), limits);
  try {
    await signIn(connection, address);
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/** Over a socket that is connected already, because ioredis tells little of why one is not. */
async function converse(socket: Socket, limits: ConnectionLimits): Promise<Connection> {
  const { AbstractConnector, Redis } = await import('ioredis');
  class HandedOver extends AbstractConnector {
    constructor() {
      super(0);
    }
    override connect(): Promise<Socket> {
      return Promise.resolve(socket);
    }
    override disconnect(): void {
      socket.destroy();
    }
  }
  const client = new Redis({
    Connector: HandedOver,
    lazyConnect: true,
    connectTimeout: limits.connectMs,
    commandTimeout: limits.commandMs,
    socketTimeout: SOCKET_MS,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    autoResubscribe: false,
    retryStrategy: () => null,
    // Signing in is done by hand: ioredis would print a refused password's context, and ask more than we need.
    enableReadyCheck: false,
    disableClientInfo: true,
    protocol: 2,
  });
  let broken: Refusal | null = null;
  const breaks = (error: unknown) => {
    broken ??= new Refusal(redisFailure(error));
    socket.destroy();
  };
  client.on('error', breaks);
  let bytes = 0;
  const guard = createGuard();
  const emit = socket.emit.bind(socket);
  socket.emit = (event: string | symbol, ...args: unknown[]): boolean => {
    const [chunk] = args;
    if (event !== 'data' || !(chunk instanceof Buffer)) return emit(event, ...args);
    if (socket.destroyed) return true;
    bytes += chunk.length;
    try {
      if (bytes > limits.maximumBytes) throw tooMuch(limits.maximumBytes);
      guard.take(chunk, (answer) => emit('data', answer));
    } catch (error) {
      breaks(error);
    }
    return true;
  };
  const why = (error: unknown) => broken ?? new Refusal(redisFailure(error));
  await client.connect().catch((error: unknown) => {
    socket.destroy();
    throw why(error);
  });
  return {
    call: async (command, ...args) => {
      guard.expect(command);
      try {
        return await client.call(command, ...args);
      } catch (error) {
        throw why(error);
      }
    },
    onMessage: (listener) => void client.on('message', (_channel, message) => listener(message)),
    countAnew: () => {
      bytes = 0;
    },
    get closed() {
      return socket.destroyed;
    },
    destroy: () => {
      client.disconnect();
      socket.destroy();
    },
  };
}

function tooMuch(maximumBytes: number): Refusal {
  return new Refusal({ kind: 'too-large', message: `Redis answers with more than ${maximumBytes / 1024} KiB.` });
}

async function signIn(connection: Connection, address: RedisAddress): Promise<void> {
  const { user, database } = address;
  const password = address.password();
  if (password !== '') await authenticate(connection, user, password);
  await Promise.all([sayWhoWeAre(connection), database === 0 ? null : connection.call('select', database)]);
}

/** For administrators, who see it in CLIENT LIST. Where we may not, or cannot, it does no harm. */
async function sayWhoWeAre(connection: Connection): Promise<void> {
  try {
    await connection.call('client', 'SETNAME', 'sevlight');
  } catch (error) {
    const { kind } = redisFailure(error);
    if (kind !== 'grant' && kind !== 'missing') throw error;
  }
}

async function authenticate(connection: Connection, user: string, password: string): Promise<void> {
  try {
    await (user === '' ? connection.call('auth', password) : connection.call('auth', user, password));
  } catch (error) {
    // Before version 6 there were no users: many addresses carry one all the same, and clients leave it out.
    const { kind, code } = redisFailure(error);
    if (user === '' || kind !== 'missing' || code !== 'ERR') throw error;
    await connection.call('auth', password);
  }
}
