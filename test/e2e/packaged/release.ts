import { type ChildProcess, spawn } from 'node:child_process';
import { type Browser, chromium } from '@playwright/test';

/** The release variant as it runs here; nothing reaches its main process but what a person could do. */
export type Release = { readonly pid: number; readonly output: () => string; readonly browser: Browser };

/** The executable of the release variant, which only the packaged run has. */
export function releaseExecutable(): string {
  const executable = process.env.SEVLIGHT_RELEASE;
  if (executable === undefined) throw new Error('no package under test: run these by npm test -- packaged');
  return executable;
}

/** Starts it with the remote debugging port open, which shows its windows to Playwright. */
export async function startRelease(userDataDir: string, args: readonly string[] = []): Promise<Release> {
  const child = spawn(releaseExecutable(), [`--user-data-dir=${userDataDir}`, '--remote-debugging-port=0', ...args], {
    cwd: userDataDir,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (data: Buffer) => {
    output += data.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const address = await heard(child, () => /DevTools listening on (ws:\S+)/.exec(output)?.[1]);
  return { pid: child.pid ?? -1, output: () => output, browser: await chromium.connectOverCDP(address) };
}

function heard(child: ChildProcess, find: () => string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the release ended with ${code}`)));
    const look = () => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
  });
}
