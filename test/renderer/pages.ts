import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { build } from 'vite';
import type { Playbook } from '../../electron/core/playbook/model.ts';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { CONTACTS } from './contacts-fixture.ts';
import { installFakeBridge } from './fake-bridge.ts';
import { NOW_MS, PLAYBOOK } from './fixtures.ts';

/** The policy of the app's own scheme, so that what passes here passes there. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface Stage {
  /** Opens the window on a snapshot; the clock stands at the stories' moment. */
  open(snapshot: AppSnapshot, options?: BrowserContextOptions, playbook?: Playbook): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the renderer into a temporary folder and serves it under the strict policy to a real Chromium. */
export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-pages-'));
  await buildInto(folder);
  const server = serve(folder);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await launch();
  return {
    async open(snapshot, options = {}, playbook = PLAYBOOK) {
      const context = await browser.newContext({
        viewport: { width: 1200, height: 760 },
        timezoneId: 'Europe/Berlin',
        locale: 'en-GB',
        ...options,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      await page.clock.setFixedTime(NOW_MS);
      await page.addInitScript(installFakeBridge, { snapshot, playbook, contacts: CONTACTS });
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.locator('h1').first().waitFor();
      return page;
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Builds the renderer as it is shipped. */
export async function buildInto(folder: string): Promise<void> {
  const runnersMode = process.env.NODE_ENV;
  // The test runner's would build React's development version: slow, and not what is shipped.
  process.env.NODE_ENV = 'production';
  try {
    await build({
      configFile: false,
      root: fileURLToPath(new URL('../../renderer', import.meta.url)),
      plugins: [react()],
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true, target: 'chrome130' },
    });
  } finally {
    process.env.NODE_ENV = runnersMode;
  }
}

function serve(folder: string): Server {
  return createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(readFileSync(file));
  });
}

async function launch(): Promise<Browser> {
  const executablePath = process.env.SEVLIGHT_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(`The window's tests need Chromium at ${executablePath}: apt-get install chromium`);
  }
  // Chromium refuses its sandbox to root; these pages are our own.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}
