import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { type LaunchedApp, type LaunchOptions, launchApp } from './app.ts';
import { type Desktop, startDesktop } from './desktop.ts';

export { expect } from '@playwright/test';

type Launch = (options?: Partial<LaunchOptions>) => Promise<LaunchedApp>;

/** `desktop` serves the whole run; `launch` gives each app a fresh user-data folder and ends what the test started. */
export const test = base.extend<{ launch: Launch }, { desktop: Desktop }>({
  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const desktop = await startDesktop();
      await use(desktop);
      await desktop.stop();
    },
    { scope: 'worker' },
  ],

  launch: async ({ desktop }, use, testInfo) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sevlight-e2e-'));
    const launched: LaunchedApp[] = [];
    await use(async (options = {}) => {
      const userDataDir = options.userDataDir ?? mkdtempSync(path.join(folder, 'user-'));
      const app = await launchApp({ ...options, userDataDir });
      launched.push(app);
      return app;
    });
    try {
      if (testInfo.status !== testInfo.expectedStatus) {
        for (const app of launched) await testInfo.attach(`output of ${app.pid}`, { body: app.output() });
        desktop.screenshot(testInfo.outputPath('screen.png'));
      }
    } finally {
      for (const app of launched) await app.quit();
    }
    await desktop.notices.forget();
    rmSync(folder, { recursive: true, force: true });
  },
});
