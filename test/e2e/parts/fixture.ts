import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DeliveryOutcome, Notice } from '../../../electron/core/ports.ts';
import type { TrayView } from '../../../electron/core/tray/view.ts';
import { buildFixture } from '../../desktop/fixture/build.ts';
import type { Fixture } from '../../desktop/fixture/main.ts';
import type { LaunchedApp, LaunchOptions } from '../harness/app.ts';
import { eventually } from '../harness/eventually.ts';
import { test as base } from '../harness/fixtures.ts';

export { expect } from '../harness/fixtures.ts';

declare global {
  var fixture: Fixture;
}

/** The fixture app, asked from outside. */
export interface Parts extends LaunchedApp {
  readonly deliver: (notice: Notice) => Promise<DeliveryOutcome>;
  readonly withdraw: (noticeId: string) => Promise<void>;
  readonly show: (...views: readonly TrayView[]) => Promise<void>;
  readonly hiddenBecause: () => Promise<string | null>;
  readonly lagMs: () => Promise<number>;
  /** Waits until the app has told something with these properties. */
  readonly told: (what: Readonly<Record<string, unknown>>) => Promise<void>;
}

type LaunchParts = (options?: Partial<LaunchOptions>) => Promise<Parts>;

/** `parts` launches the small app around the desktop parts, built once for the run. */
export const test = base.extend<{ parts: LaunchParts }, { built: { folder: string; env: Record<string, string> } }>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'sevlight-parts-'));
      await use({ folder, env: { ...(await buildFixture(folder)) } });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  parts: async ({ launch, built }, use) => {
    await use(async ({ env, ...options } = {}) => {
      const app = await launch({ ...options, appDir: built.folder, env: { ...built.env, ...env } });
      const { electron } = app;
      // While main starts, V8 may collect the promise of an answer: https://github.com/microsoft/playwright/issues/33737
      const isReady = () => electron.evaluate(() => 'fixture' in globalThis).catch(() => false);
      await eventually(async () => (await isReady()) || undefined, 'the app to be ready');
      return {
        ...app,
        deliver: (notice) => electron.evaluate((_electron, given) => globalThis.fixture.deliver(given), notice),
        withdraw: (noticeId) => electron.evaluate((_electron, id) => globalThis.fixture.withdraw(id), noticeId),
        show: (...views) =>
          electron.evaluate((_electron, given) => given.forEach((view) => void globalThis.fixture.show(view)), views),
        hiddenBecause: () => electron.evaluate(() => globalThis.fixture.hiddenBecause()),
        lagMs: () => electron.evaluate(() => globalThis.fixture.lagMs()),
        told: async (what) => {
          const wanted = Object.entries(what);
          let last: readonly object[] = [];
          await eventually(
            async () => {
              last = await electron.evaluate(() => globalThis.fixture.told);
              return last.some((line) => wanted.every(([key, value]) => Reflect.get(line, key) === value)) || undefined;
            },
            `the app to tell ${JSON.stringify(what)}`,
            10_000,
            () => JSON.stringify(last),
          );
        },
      };
    });
  },
});

export const alarm: Notice = {
  id: 'n1',
  severity: 1,
  title: '[SEV1] Database connection failed',
  body: 'connect() < 3 s & no answer\nFirst: check the pool',
  silent: false,
  replaces: null,
  incidentId: 'inc-1',
};
