import dbus, { type Message, type MessageBus } from 'dbus-next';

/** A value of the bus with its variants opened: string, number, bigint, boolean, Buffer, array or plain object. */
export type BusValue = unknown;

/** One connection to the session bus, with calls by name and no introspection. */
export class SessionBus {
  readonly #bus: MessageBus;

  private constructor(bus: MessageBus) {
    this.#bus = bus;
  }

  static async connect(): Promise<SessionBus> {
    const bus = dbus.sessionBus();
    await new Promise<void>((resolve, reject) => {
      bus.once('connect', () => resolve());
      bus.once('error', reject);
    });
    return new SessionBus(bus);
  }

  /** The first value of the answer, which is the only one for most methods. */
  async call(address: Address, member: string, signature = '', ...body: unknown[]): Promise<BusValue> {
    return (await this.callForAll(address, member, signature, ...body))[0];
  }

  async callForAll(address: Address, member: string, signature = '', ...body: unknown[]): Promise<readonly BusValue[]> {
    const [destination, path, iface] = address;
    const reply = await this.#bus.call(
      new dbus.Message({ destination, path, interface: iface, member, signature, body }),
    );
    return reply?.body.map(open) ?? [];
  }

  async property(address: Address, name: string): Promise<BusValue> {
    const [destination, path, iface] = address;
    return this.call([destination, path, PROPERTIES], 'Get', 'ss', iface, name);
  }

  async properties(address: Address): Promise<Readonly<Record<string, BusValue>>> {
    const [destination, path, iface] = address;
    const all = await this.call([destination, path, PROPERTIES], 'GetAll', 's', iface);
    if (typeof all !== 'object' || all === null) throw new Error(`${destination} ${path} has no properties`);
    return { ...all };
  }

  async hasOwner(name: string): Promise<boolean> {
    return (await this.call(DBUS, 'NameHasOwner', 's', name)) === true;
  }

  /** Rejects when nobody owns the name in time. */
  async waitForOwner(name: string, timeoutMs = 10_000): Promise<void> {
    await this.#addMatch("type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'");
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => finish(new Error(`nobody owned ${name} within ${timeoutMs} ms`)), timeoutMs);
      const finish = (error?: Error) => {
        clearTimeout(timer);
        this.#bus.off('message', look);
        if (error === undefined) resolve();
        else reject(error);
      };
      const look = (message: Message) => {
        if (message.member === 'NameOwnerChanged' && message.body[0] === name && message.body[2] !== '') finish();
      };
      this.#bus.on('message', look);
      // Asked after the signal is subscribed to, so that no change falls between.
      this.hasOwner(name).then((owned) => owned && finish(), finish);
    });
  }

  /** Turns this connection into a monitor: it hears what the rules match and can say nothing any more. */
  async monitor(rules: readonly string[], hear: (message: Message) => void): Promise<void> {
    await this.call(
      ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.Monitoring'],
      'BecomeMonitor',
      'asu',
      rules,
      0,
    );
    this.#bus.addMethodHandler(() => true); // answers nothing: a monitor that speaks is thrown off the bus
    this.#bus.on('message', hear);
  }

  close(): void {
    this.#bus.disconnect();
  }

  async #addMatch(rule: string): Promise<void> {
    await this.call(DBUS, 'AddMatch', 's', rule);
  }
}

/** Destination, object path and interface. */
export type Address = readonly [destination: string, path: string, iface: string];

const DBUS: Address = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'];
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** Opens variants, at any depth. */
export function open(value: unknown): BusValue {
  if (value instanceof dbus.Variant) return open(value.value);
  if (Array.isArray(value)) return value.map(open);
  if (Buffer.isBuffer(value) || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, open(inner)]));
}

/** A value for an argument of type `v`. */
export function variant(signature: string, value: unknown): unknown {
  return new dbus.Variant(signature, value);
}
