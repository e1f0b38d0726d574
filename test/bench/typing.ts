import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AlertView } from '../../electron/core/snapshot.ts';
import { openStore } from '../../electron/store/open-store.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type App, type Launcher, ourApp } from './apps.ts';
import { importedPeople, surname } from './contacts.ts';
import { median, ms, percentile, type Row } from './row.ts';

const ALERTS = 10_000;
/** How the names of some begin. */
const TEXTS = [10, 200, 3000, 4000, 5000, 9000].map((i) => surname(i).slice(0, 4).toLowerCase());
/** To the painted result of a letter, and for a frame while scrolling, ms. */
const PAINT_MS = 100;
const FRAME_MS = 16.7;

/** What typing.cjs does with the window. */
export interface TypingPlan {
  /** Leads to the screen; null for the first. */
  readonly key: string | null;
  readonly field: string;
  /** Says how many are found: it changes with every letter. */
  readonly status: string;
  readonly texts: readonly string[];
  readonly scroller: string | null;
  /** A JSON file of alerts to show instead of the app's own; null: those. */
  readonly alerts: string | null;
}

/** Types into the real window, over 10,000 imported people and over 10,000 alerts. */
export async function measureTyping(launcher: Launcher, healthUrl: string): Promise<readonly Row[]> {
  const userData = mkdtempSync(path.join(tmpdir(), 'sevlight-typing-'));
  const { store } = openStore({ folder: userData, now: fakeClock(Date.now()).now() });
  const people = importedPeople();
  store.keepImport({ id: 'bench', file: 'company.csv', importedWallMs: Date.now(), people, shifts: [] });
  store.close();
  const file = path.join(userData, 'alerts.json');
  writeFileSync(file, JSON.stringify(Array.from({ length: ALERTS }, (_, i) => alertView(i))));
  const measure = (plan: TypingPlan) => typeInto(launcher, ourApp(userData, healthUrl), plan);

  const contacts = await measure({
    key: '5',
    field: 'input[aria-label="Search people"]',
    status: 'section[aria-labelledby="people-title"] [role="status"]',
    texts: TEXTS,
    scroller: null,
    alerts: null,
  });
  const alerts = await measure({
    key: null,
    field: 'input[aria-label="Filter alerts"]',
    status: '.alert-filter [role="status"]',
    texts: TEXTS,
    scroller: '.long-list',
    alerts: file,
  });
  return [
    typed(`type in ${people.length} contacts, key to painted result`, contacts.lettersMs),
    typed(`type in ${ALERTS} alerts, key to painted result`, alerts.lettersMs),
    {
      what: `scroll ${ALERTS} alerts, a frame from its beginning to painted, p95`,
      budget: `${FRAME_MS} ms`,
      measured: ms(percentile(alerts.framesMs, 95)),
      met: percentile(alerts.framesMs, 95) <= FRAME_MS,
      figures: { framesMs: alerts.framesMs },
    },
  ];
}

function typed(what: string, lettersMs: readonly number[]): Row {
  return {
    what: `${what}, median of ${lettersMs.length} letters`,
    budget: `${PAINT_MS} ms`,
    measured: `${ms(median(lettersMs))} (p95 ${ms(percentile(lettersMs, 95))})`,
    met: median(lettersMs) <= PAINT_MS,
    figures: { lettersMs },
  };
}

async function typeInto(launcher: Launcher, app: App, plan: TypingPlan) {
  const started = await launcher.launch({ ...app, hook: 'typing.cjs', page: plan });
  try {
    await started.click();
    const { detail: lettersMs } = await started.mark('typed');
    const { detail: framesMs } = await started.mark('scrolled');
    return { lettersMs: numbers(lettersMs), framesMs: numbers(framesMs) };
  } finally {
    await started.quit();
  }
}

function numbers(detail: unknown): readonly number[] {
  if (!Array.isArray(detail) || !detail.every((each) => typeof each === 'number'))
    throw new Error(`no times: ${detail}`);
  return detail;
}

function alertView(i: number): AlertView {
  const severity = ([1, 2, 3, 4] as const)[i % 4] ?? 4;
  const nowMs = Date.now();
  return {
    key: `alert-${i}`,
    name: `${surname(i)} queue backlog`,
    severity,
    phase: 'firing',
    reason: `${100 + (i % 900)} tasks wait, limit at 100`,
    firstBadWallMs: nowMs - i * 1000,
    firedAtWallMs: nowMs - i * 500,
    resolvedAtWallMs: null,
    held: null,
    explainedBy: null,
    unknownSinceWallMs: null,
    flapping: false,
    mutedUntilWallMs: null,
    runbook: '',
    incidentId: null,
  };
}
