import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Address, SessionBus } from '../../scripts/desktop/bus.ts';
import { activate, type TrayItem, trayItems } from '../../scripts/desktop/tray.ts';
import { eventually } from '../e2e/harness/eventually.ts';
import { isAlive, killTree } from '../e2e/harness/processes.ts';

const BUS: Address = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'];
/** On a busy machine. */
const LONG_MS = 60_000;
const root = path.resolve(import.meta.dirname, '../..');

/** An app to measure: ours, or the bare one it is compared with. */
export interface App {
  readonly name: 'sevlight' | 'bare';
  readonly folder: string;
  readonly userData: string;
  readonly env: Readonly<Record<string, string>>;
  /** Loaded into the app: marks.cjs or typing.cjs. */
  readonly hook: string;
  /** What the hook looks for in the page. */
  readonly page: object;
}

export function ourApp(userData: string, healthUrl: string): App {
  return {
    name: 'sevlight',
    folder: root,
    userData,
    // Nothing outside this machine is asked.
    env: {
      HEALTH_URL: healthUrl,
      SEVLIGHT_REFERENCE: healthUrl,
      SEVLIGHT_VENDORS: 'false',
      SEVLIGHT_SQLITE_MODULE: process.env.SEVLIGHT_SQLITE_MODULE ?? '',
    },
    hook: 'marks.cjs',
    page: { content: 'main h1', key: '3', effect: 'a[href="#runbooks"][aria-current="page"]' },
  };
}

export function bareApp(userData: string): App {
  return {
    name: 'bare',
    folder: path.join(root, 'test/bench/bare-app'),
    userData,
    env: {},
    hook: 'marks.cjs',
    page: { content: 'h1', key: '3', effect: 'body[data-key="3"]' },
  };
}

export interface Mark {
  readonly name: string;
  /** The system's monotonic clock, ms. */
  readonly atMs: number;
  readonly detail: unknown;
}

export interface Launched {
  readonly pid: number;
  readonly spawnedMs: number;
  /** When the tray host was told of the item. */
  readonly registeredMs: number;
  /** What marks.cjs has told so far. */
  readonly marks: readonly Mark[];
  /** Waits for the mark of this name after the first `skip` marks. */
  mark(name: string, skip?: number): Promise<Mark>;
  /** Clicks the tray item, and answers when. */
  click(): Promise<number>;
  quit(): Promise<void>;
}

export const nowMs = (): number => Number(process.hrtime.bigint()) / 1e6;

/** Starts the apps and hears when the tray host is told of their items. */
export class Launcher {
  readonly #bus: SessionBus;
  readonly #monitor: SessionBus;
  readonly #registered: { readonly sender: string; readonly atMs: number }[] = [];

  private constructor(bus: SessionBus, monitor: SessionBus) {
    this.#bus = bus;
    this.#monitor = monitor;
  }

  static async create(): Promise<Launcher> {
    const monitor = await SessionBus.connect();
    const launcher = new Launcher(await SessionBus.connect(), monitor);
    await monitor.monitor(["type='method_call',member='RegisterStatusNotifierItem'"], ({ sender }) => {
      launcher.#registered.push({ sender, atMs: nowMs() });
    });
    return launcher;
  }

  async launch(app: App): Promise<Launched> {
    const hook = path.join(import.meta.dirname, app.hook);
    const spawnedMs = nowMs();
    const child = spawn(process.env.BENCH_ELECTRON ?? '', ['-r', hook, app.folder, `--user-data-dir=${app.userData}`], {
      env: { ...process.env, ...app.env, BENCH_PAGE: JSON.stringify(app.page) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pid = child.pid ?? -1;
    const marks: Mark[] = [];
    const output = listen(child, marks);
    try {
      const registered = await eventually(
        () => this.#registrationOf(pid),
        `${app.name}'s tray item`,
        LONG_MS,
        () => output.join('\n'),
      );
      return {
        pid,
        spawnedMs,
        registeredMs: registered.atMs,
        marks,
        mark: (name, skip = 0) =>
          eventually(
            () => {
              const failed = marks.find((mark) => mark.name === 'failed');
              if (failed !== undefined) throw new Error(`${app.name}: ${failed.detail}`);
              return marks.slice(skip).find((mark) => mark.name === name);
            },
            `${app.name}'s mark ${name}`,
            LONG_MS,
            () => output.join('\n'),
          ),
        click: async () => {
          const item = await eventually(() => this.#itemOf(pid), 'the tray item');
          const atMs = nowMs();
          await activate(this.#bus, item);
          return atMs;
        },
        quit: () => this.#quit(pid),
      };
    } catch (error) {
      killTree(pid);
      throw error;
    }
  }

  stop(): void {
    this.#monitor.close();
    this.#bus.close();
  }

  async #quit(pid: number): Promise<void> {
    if (isAlive(pid)) process.kill(pid, 'SIGTERM');
    await eventually(() => !isAlive(pid) || undefined, `process ${pid} to end`).catch(() => killTree(pid));
  }

  async #registrationOf(pid: number) {
    for (const each of this.#registered) if ((await this.#pidOf(each.sender)) === pid) return each;
    return undefined;
  }

  async #itemOf(pid: number): Promise<TrayItem | undefined> {
    for (const item of await trayItems(this.#bus)) if ((await this.#pidOf(item.address[0])) === pid) return item;
    return undefined;
  }

  /** The process behind a name on the bus. */
  async #pidOf(name: string): Promise<unknown> {
    return this.#bus.call(BUS, 'GetConnectionUnixProcessID', 's', name).catch(() => undefined);
  }
}

/** @returns the lines that are no marks, as they come */
function listen(child: ChildProcess, marks: Mark[]): readonly string[] {
  const others: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      const [, name, clock, detail] = /^mark (\S+) (\S+) (.*)$/.exec(line) ?? [];
      if (name === undefined) others.push(line);
      else marks.push({ name, atMs: Number(clock), detail: JSON.parse(detail ?? 'null') });
    });
  }
  return others;
}
