import { startHealthServer } from '../servers/health.ts';
import { eventually } from './harness/eventually.ts';
import { expect, test } from './harness/fixtures.ts';

const MINUTE_MS = 60_000;

test('an outage, from the first bad look to the ticked runbook, through a crash, to its end', async ({
  desktop,
  launch,
}) => {
  test.setTimeout(6 * MINUTE_MS);
  const health = await startHealthServer();
  try {
    const env = { HEALTH_URL: health.url };
    const app = await launch({ env });
    await desktop.trayTooltip(/All is well/, MINUTE_MS);
    // The icon follows its tooltip by up to 200 ms: hosts lose faster changes.
    await eventually(
      async () => share((await desktop.trayItem()).icon?.argb, isGreen) > 0.1 || undefined,
      'a green icon',
    );
    expect(await desktop.notices.received).toEqual([]);

    health.set('database', 'unhealthy', 'connection refused');
    const alarm = await desktop.notices.waitFor(/\[SEV1\] Database connection failed/, MINUTE_MS);
    expect(alarm.heardMs - (health.firstBadMs() ?? 0)).toBeLessThan(45_000);
    expect(alarm.urgency).toBe('critical');
    expect(alarm.body).toContain('connection refused');
    expect(alarm.body).toContain('First: ');

    await desktop.trayTooltip(/SEV1 Database connection failed/);
    await eventually(async () => share((await desktop.trayItem()).icon?.argb, isRed) > 0.3 || undefined, 'a red icon');

    expect(app.noSandboxFlagged()).toBe(false);
    await desktop.notices.click(alarm);
    const window = await app.window();
    await expect(window.getByRole('heading', { level: 1 })).toHaveText('Database connection failed');
    expect(app.rendererSeccomp()).toEqual([2]);

    const steps = window.locator('[data-list="database-connection-failed"] > input[type=checkbox]');
    for (const index of [0, 1, 2]) {
      await steps.nth(index).click();
      await expect(steps.nth(index)).toBeChecked();
    }
    await app.crash();
    await desktop.notices.forget();

    const again = await launch({ env, userDataDir: app.userDataDir });
    await desktop.trayTooltip(/SEV1 Database connection failed/);
    const looksBefore = health.answeredMs.length;
    await eventually(() => health.answeredMs.length >= looksBefore + 3 || undefined, 'three more looks', MINUTE_MS);
    expect(desktop.notices.received.map(({ summary }) => summary)).toEqual([]);
    await desktop.clickMenu(/\[SEV1\] Database connection failed/);
    const windowAgain = await again.window();
    const kept = windowAgain.locator('[data-list="database-connection-failed"] > input[type=checkbox]');
    for (const index of [0, 1, 2]) await expect(kept.nth(index)).toBeChecked();
    await expect(kept.nth(3)).not.toBeChecked();

    health.set('database', 'healthy', 'Database connection OK');
    await desktop.notices.waitFor(/Database connection failed: resolved/, 2 * MINUTE_MS);
    await desktop.trayTooltip(/All is well/);
    await eventually(
      async () => share((await desktop.trayItem()).icon?.argb, isGreen) > 0.1 || undefined,
      'a green icon',
    );
    expect(desktop.notices.received).toHaveLength(1);
  } finally {
    await health.stop();
  }
});

type Colour = (red: number, green: number, blue: number) => boolean;

const isRed: Colour = (red, green, blue) => red > 150 && green < 90 && blue < 90;
const isGreen: Colour = (red, green, blue) => green > 90 && red < 90 && blue < 110;

/** Share of the visible pixels that have the colour; ARGB, 4 bytes a pixel. */
function share(argb: Buffer | undefined, is: Colour): number {
  let found = 0;
  let visible = 0;
  for (let at = 0; argb !== undefined && at + 3 < argb.length; at += 4) {
    if ((argb[at] ?? 0) < 128) continue;
    visible += 1;
    if (is(argb[at + 1] ?? 0, argb[at + 2] ?? 0, argb[at + 3] ?? 0)) found += 1;
  }
  return found / Math.max(1, visible);
}
