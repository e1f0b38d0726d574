/** Measures everything on the desktop it is started on; scripts/bench/bench.ts makes that desktop. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDesktopHost } from '../../scripts/desktop/host.ts';
import { startHealthServer } from '../servers/health.ts';
import { bareApp, Launcher, ourApp } from './apps.ts';
import { measureComputing } from './compute.ts';
import { measureContacts } from './contacts.ts';
import { measureDay } from './day.ts';
import { measureIdle } from './idle.ts';
import { measurePageSize } from './page-size.ts';
import { measurePoll } from './poll.ts';
import { measureRounds } from './rounds.ts';
import { type Row, table } from './row.ts';
import { measureTyping } from './typing.ts';

const { values, positionals } = parseArgs({
  options: {
    results: { type: 'string' },
    rounds: { type: 'string', default: '11' },
    idle: { type: 'string', default: '60' },
  },
  allowPositionals: true,
});
const { HOME: home } = process.env;
if (home === undefined) throw new Error('no home: run this by npm run bench');

const userData = mkdtempSync(path.join(tmpdir(), 'sevlight-bench-'));
const parts: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
  compute: measureComputing,
  contacts: measureContacts,
  poll: measurePoll,
  size: measurePageSize,
  // Before the apps: it leaves the store of a busy day, on which ours is started.
  day: () => measureDay(userData),
  rounds: () =>
    onDesktop(({ launcher, ours, bare }) => measureRounds(launcher, ours, bare, Number(values.rounds), console.log)),
  typing: () => onDesktop(({ launcher, health }) => measureTyping(launcher, health.url)),
  idle: () =>
    onDesktop(({ launcher, ours, bare, health }) => measureIdle(launcher, ours, bare, health, Number(values.idle))),
};

const loadBefore = loadavg()[0] ?? 0;
if (loadBefore > cpus().length / 2)
  console.log(`This machine is busy (load ${loadBefore.toFixed(1)}): expect more than usual.`);
const rows: Row[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`== ${name}`);
  rows.push(...(await part()));
}
console.log(`\n${table(rows)}`);
const missed = rows.filter(({ met }) => met === false);
for (const { what, budget, measured } of missed) console.log(`MISSED: ${what}: ${measured}, budget ${budget}`);
if (values.results !== undefined) writeFileSync(values.results, JSON.stringify({ machine: machine(), rows }, null, 2));
process.exitCode = missed.length > 0 ? 1 : 0;

interface Bench {
  readonly launcher: Launcher;
  readonly ours: ReturnType<typeof ourApp>;
  readonly bare: ReturnType<typeof bareApp>;
  readonly health: Awaited<ReturnType<typeof startHealthServer>>;
}

async function onDesktop(measure: (bench: Bench) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const host = await startDesktopHost(home ?? '');
  const health = await startHealthServer();
  const launcher = await Launcher.create();
  try {
    const bare = bareApp(mkdtempSync(path.join(tmpdir(), 'sevlight-bare-')));
    return await measure({ launcher, ours: ourApp(userData, health.url), bare, health });
  } finally {
    launcher.stop();
    await health.stop();
    await host.stop();
  }
}

function machine() {
  return {
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
    kernel: release(),
    node: process.version,
    loadBefore,
  };
}
