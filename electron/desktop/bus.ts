import { existsSync } from 'node:fs';
import type { Message, MessageBus } from 'dbus-next';

/**
 * The Linux session bus, asked without ever blocking: every call rejects after `ASK_MS`.
 * A connection that failed is dropped, and the next call makes a new one.
 */
export interface SessionBus {
  /** Calls a method; answers its reply's values. */
  call(ask: BusCall): Promise<readonly unknown[]>;
  /** Whether somebody owns the name now. */
  hasOwner(name: string): Promise<boolean>;
  /** Whether the bus could start an owner. */
  isActivatable(name: string): Promise<boolean>;
  /** Has the bus start an owner. */
  start(name: string): Promise<void>;
  /** Tells whenever the name gains or loses its owner, until `close`. Best effort: no bus, no news. */
  watchOwner(name: string, listener: (owned: boolean) => void): void;
  close(): void;
}

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

/** How long one question may take, in ms. */
export const ASK_MS = 1000;

const BUS = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' };

type Library = typeof import('dbus-next');

interface Connection {
  readonly bus: MessageBus;
  readonly library: Library;
}

/** Connects at the first question. `address` as in DBUS_SESSION_BUS_ADDRESS, null where there is no bus. */
export function createSessionBus(address: string | null): SessionBus {
  let connection: Promise<Connection> | null = null;
  let closed = false;
  const watchers = new Map<string, (owned: boolean) => void>();

  async function connect(): Promise<Connection> {
    if (address === null) throw new Error('There is no session bus');
    const library = await import('dbus-next');
    const bus = library.sessionBus({ busAddress: address });
    bus.on('error', drop);
    bus.on('message', tellOwner);
    for (const name of watchers.keys()) bus.call(toMessage(library, ownerMatch(name))).catch(() => undefined);
    return { bus, library };
  }

  function drop(): void {
    const old = connection;
    connection = null;
    old?.then(({ bus }) => bus.disconnect()).catch(() => undefined);
  }

  function tellOwner(message: Message): void {
    if (message.sender !== BUS.destination || message.member !== 'NameOwnerChanged') return;
    const [name, , owner] = message.body as readonly unknown[];
    if (typeof name === 'string') watchers.get(name)?.(owner !== '');
  }

  async function send(ask: BusCall): Promise<readonly unknown[]> {
    connection ??= connect();
    const { bus, library } = await connection;
    const reply = await bus.call(toMessage(library, ask));
    return reply?.body ?? [];
  }

  async function call(ask: BusCall): Promise<readonly unknown[]> {
    if (closed) throw new Error('The session bus was closed');
    return within(ASK_MS, send(ask), `${ask.destination} did not answer ${ask.member} within ${ASK_MS / 1000} s`);
  }

  return {
    call,
    hasOwner: async (name) => {
      const [owned] = await callBus('NameHasOwner', 's', [name]);
      return owned === true;
    },
    isActivatable: async (name) => {
      const [names] = await callBus('ListActivatableNames');
      return Array.isArray(names) && names.includes(name);
    },
    start: async (name) => {
      await callBus('StartServiceByName', 'su', [name, 0]);
    },
    watchOwner: (name, listener) => {
      watchers.set(name, listener);
      call(ownerMatch(name)).catch(() => undefined);
    },
    close: () => {
      closed = true;
      drop();
    },
  };

  /** A question to the bus itself. When even the bus is silent, the connection is of no use. */
  async function callBus(member: string, signature = '', body: readonly unknown[] = []): Promise<readonly unknown[]> {
    try {
      return await call({ ...BUS, member, signature, body });
    } catch (error) {
      if (member !== 'StartServiceByName') drop();
      throw error;
    }
  }
}

/**
 * The address to connect to, or null. libdbus falls back to the user's bus in the runtime folder, and so do we.
 * dbus-next needs a native module for `abstract=` and takes `socket=` as Node's own path, where a leading NUL is abstract.
 */
export function sessionBusAddress(env: Readonly<Record<string, string | undefined>>): string | null {
  const { DBUS_SESSION_BUS_ADDRESS: given, XDG_RUNTIME_DIR: runtimeFolder } = env;
  if (given !== undefined && given !== '') {
    const [first = ''] = given.split(';');
    const [, kind, path] = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(first) ?? [];
    if (path === undefined) return given;
    return `unix:socket=${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(path)}`;
  }
  const fallback = `${runtimeFolder}/bus`;
  return runtimeFolder !== undefined && existsSync(fallback) ? `unix:socket=${fallback}` : null;
}

function ownerMatch(name: string): BusCall {
  const rule = `type='signal',sender='${BUS.destination}',interface='${BUS.interface}',member='NameOwnerChanged',arg0='${name}'`;
  return { ...BUS, member: 'AddMatch', signature: 's', body: [rule] };
}

function toMessage(library: Library, { signature = '', body = [], ...rest }: BusCall): Message {
  return new library.Message({ ...rest, signature, body: [...body] });
}

/** For an answer that lies in the socket already when this process comes to itself, ms. */
const UNREAD_MS = 50;

/**
 * Settles as `promise` does, or rejects with `reason` after `ms`. Where this process itself was held up for so long, as
 * by a dialog of the desktop that is being built, the answer may have come and only not been read.
 */
function within<Value>(ms: number, promise: Promise<Value>, reason: string): Promise<Value> {
  return new Promise((resolve, reject) => {
    let timer = setTimeout(() => {
      timer = setTimeout(() => reject(new Error(reason)), UNREAD_MS);
    }, ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
