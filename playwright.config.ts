import { defineConfig } from '@playwright/test';

const isPackaged = process.env.SEVLIGHT_APP !== undefined;

// One desktop (bus, tray host, notification daemon) serves the whole run, so tests run one after another.
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.test.ts',
  // The harness and the parts run apps of their own, which are the same in a package.
  testIgnore: isPackaged ? ['**/harness/**', '**/parts/**', '**/broker.test.ts', '**/desk.test.ts'] : '**/packaged/**',
  outputDir: process.env.SEVLIGHT_E2E_OUTPUT ?? 'test-results',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
});
