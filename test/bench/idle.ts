import { readdirSync, readFileSync } from 'node:fs';
import { processTree } from '../e2e/harness/processes.ts';
import type { HealthServer } from '../servers/health.ts';
import type { App, Launched, Launcher } from './apps.ts';
import { openOnce } from './rounds.ts';
import { type Row, rounded } from './row.ts';

/** After the window is closed, until Chromium has put everything away and V8 has compiled what recurs, ms. */
const SETTLE_MS = 45_000;
/** A look every 15 s. */
const INTERVAL_S = 15;

/** Runs both apps side by side with their windows opened and closed, and leaves them alone for `seconds`. */
export async function measureIdle(
  launcher: Launcher,
  ours: App,
  bare: App,
  health: HealthServer,
  seconds: number,
): Promise<readonly Row[]> {
  const apps: Launched[] = [];
  try {
    for (const app of [ours, bare]) {
      const launched = await launcher.launch(app);
      apps.push(launched);
      await openOnce(launched);
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const looksBefore = health.answeredMs.length;
    const before = apps.map(({ pid }) => busySeconds(pid));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const shares = apps.map(({ pid }, i) => (100 * (busySeconds(pid) - (before[i] ?? 0))) / seconds);
    const looks = health.answeredMs.length - looksBefore;
    if (looks < Math.floor(seconds / INTERVAL_S) - 1)
      throw new Error(`only ${looks} looks in ${seconds} s: not idle but dead`);
    const [own = Number.NaN, base = Number.NaN] = shares;
    const [ownMiB = Number.NaN, baseMiB = Number.NaN] = apps.map(({ pid }) => proportionalMiB(pid));
    return [
      {
        what: `idle ${seconds} s, window closed, ${looks} looks: share of a core`,
        budget: '0.3 %',
        measured: `${own.toFixed(2)} % (bare ${base.toFixed(2)} %)`,
        met: own <= 0.3,
        figures: { sevlight: own, bare: base, looks },
      },
      {
        what: 'memory then, proportional, all processes',
        budget: 'bare + 40 MB',
        measured: `bare ${rounded(baseMiB)} + ${rounded(ownMiB - baseMiB)} MB`,
        met: ownMiB - baseMiB <= 40,
        figures: { sevlight: ownMiB, bare: baseMiB },
      },
    ];
  } finally {
    for (const app of apps) await app.quit();
  }
}

/** What all threads of a process and its descendants have run for, s, to the ns: ticks miss what is short. */
function busySeconds(pid: number): number {
  const threads = processTree(pid).flatMap((each) =>
    readdirSync(`/proc/${each.pid}/task`).map((thread) => `/proc/${each.pid}/task/${thread}/schedstat`),
  );
  return threads.reduce((sum, file) => sum + nanoseconds(file), 0) / 1e9;
}

/** 0 for a thread that has ended meanwhile. */
function nanoseconds(schedstat: string): number {
  try {
    return Number(readFileSync(schedstat, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}

/** Proportional set size of a process and its descendants, MiB. */
function proportionalMiB(pid: number): number {
  const kilobytes = processTree(pid).map((each) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${each.pid}/smaps_rollup`, 'utf8'))?.[1]),
  );
  return kilobytes.reduce((sum, each) => sum + each, 0) / 1024;
}
