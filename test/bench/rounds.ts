import type { App, Launched, Launcher } from './apps.ts';
import { median, ms, type Row } from './row.ts';

/** Between start and click, so that neither app is still busy with starting, ms. */
const SETTLE_MS = 2500;
/** A window is opened this often per start: the first is cold, the others are rebuilt after the first was destroyed. */
const OPENINGS = 3;

interface Start {
  readonly registeredMs: number;
  readonly knownMs: number;
  readonly scriptMs: number;
  readonly firstWindowMs: number;
  readonly nextWindowMs: number;
  readonly contentMs: number;
}

/** Starts both apps in turn, each round in the other order, and opens their windows; the first round warms up. */
export async function measureRounds(
  launcher: Launcher,
  ours: App,
  bare: App,
  rounds: number,
  report: (line: string) => void,
): Promise<readonly Row[]> {
  const starts: Record<App['name'], Start[]> = { sevlight: [], bare: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const app of round % 2 === 0 ? [bare, ours] : [ours, bare]) {
      const start = await startOnce(launcher, app);
      if (round > 0) starts[app.name].push(start);
    }
    report(`round ${round} of ${rounds}`);
  }
  const own = (of: keyof Start) => starts.sevlight.map((start) => start[of]);
  const base = (of: keyof Start) => starts.bare.map((start) => start[of]);
  const compared = (what: string, of: keyof Start, budgetMs: number | null): Row => {
    const difference = median(own(of)) - median(base(of));
    return {
      what,
      budget: budgetMs === null ? '' : `bare + ${budgetMs} ms`,
      measured: `bare ${ms(median(base(of)))} ${difference < 0 ? '-' : '+'} ${ms(Math.abs(difference))}`,
      met: budgetMs === null ? null : difference <= budgetMs,
      figures: { sevlight: own(of), bare: base(of), difference },
    };
  };
  const scriptMs = median(own('scriptMs'));
  return [
    compared('spawn to tray, built', 'registeredMs', 150),
    {
      what: 'our JavaScript before the tray',
      budget: '60 ms',
      measured: ms(scriptMs),
      met: scriptMs <= 60,
      figures: { sevlight: own('scriptMs'), bare: base('scriptMs') },
    },
    compared('spawn to the state that the store remembers', 'knownMs', null),
    compared('tray click to interactive window, first', 'firstWindowMs', 200),
    compared('tray click to interactive window, made anew', 'nextWindowMs', 200),
    compared('tray click to first paint with content, first', 'contentMs', null),
  ];
}

async function startOnce(launcher: Launcher, app: App): Promise<Start> {
  const started = await launcher.launch(app);
  try {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const openings: { readonly contentMs: number; readonly interactiveMs: number }[] = [];
    for (let i = 0; i < OPENINGS; i += 1) openings.push(await openOnce(started));
    const [first, ...others] = openings;
    const at = (name: string) => started.marks.find((mark) => mark.name === name)?.atMs ?? Number.NaN;
    const known = started.marks.find(({ name, detail }) => name === 'tray' && !String(detail).includes('starting'));
    return {
      registeredMs: started.registeredMs - started.spawnedMs,
      knownMs: (known?.atMs ?? Number.NaN) - started.spawnedMs,
      // From the moment the main file is loaded to the tray, without the wait for Electron to be ready.
      scriptMs: at('asked') - at('loaded') + (at('tray') - at('ready')),
      firstWindowMs: first?.interactiveMs ?? Number.NaN,
      nextWindowMs: median(others.map(({ interactiveMs }) => interactiveMs)),
      contentMs: first?.contentMs ?? Number.NaN,
    };
  } finally {
    await started.quit();
  }
}

/** Opens the window by the tray and waits until it is closed again. */
export async function openOnce(app: Launched): Promise<{ contentMs: number; interactiveMs: number }> {
  const before = app.marks.length;
  const clickedMs = await app.click();
  const content = await app.mark('content', before);
  const interactive = await app.mark('interactive', before);
  await app.mark('closed', before);
  return { contentMs: content.atMs - clickedMs, interactiveMs: interactive.atMs - clickedMs };
}
