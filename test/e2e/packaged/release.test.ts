import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readFuses } from '../../../scripts/dist/fuses.ts';
import { eventually } from '../harness/eventually.ts';
import { expect, test } from '../harness/fixtures.ts';
import { killTree, processTree } from '../harness/processes.ts';
import { releaseExecutable, startRelease } from './release.ts';

let userDataDir: string;
test.beforeEach(() => {
  userDataDir = mkdtempSync(path.join(tmpdir(), 'sevlight-release-'));
});
test.afterEach(() => rmSync(userDataDir, { recursive: true, force: true }));

test('the release variant carries the strict fuses', async () => {
  const { WasmTrapHandlers: _, ...fuses } = await readFuses(releaseExecutable());
  expect(fuses).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: false, // which Linux does not offer
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
  });
});

test('the release variant starts, opens its window from the tray, and refuses a debugger', async ({ desktop }) => {
  const release = await startRelease(userDataDir, ['--inspect=0']);
  try {
    await desktop.activateTray();
    const page = await eventually(
      () => release.browser.contexts().flatMap((context) => context.pages())[0],
      'a window of the release',
    );
    await expect(page).toHaveTitle(/Sevlight/);
    await expect(page.getByRole('main')).toBeVisible();
    expect(page.url()).toMatch(/^app:\/\//);

    const processes = processTree(release.pid);
    expect(processes.some((each) => each.arguments.includes('--no-sandbox'))).toBe(false);
    const renderers = processes.filter((each) => each.arguments.includes('--type=renderer'));
    expect(renderers.map((each) => each.seccomp)).toEqual(renderers.map(() => 2));
    expect(renderers.length).toBeGreaterThan(0);
    expect(release.output()).not.toContain('Debugger listening');
  } finally {
    await release.browser.close();
    killTree(release.pid);
  }
});
