import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './pages.ts';
import { HISTORY, PAST, queueReplay } from './sheets.ts';
import { STORIES } from './stories.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  const violations = await page.evaluate(() => window.fake.violations);
  await page.context().close();
  expect(violations).toEqual([]);
});
afterAll(() => stage.close());

const calls = (name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

async function open(): Promise<void> {
  page = await stage.open(STORIES.calm);
  await page.evaluate(
    ([history, past]) => {
      window.fake.answer('history', history);
      window.fake.answer('pastIncident', past);
    },
    [HISTORY, PAST] as const,
  );
  await page.keyboard.press('4');
  await page.getByRole('heading', { name: 'Incidents by week' }).waitFor();
}

describe('history', () => {
  it('counts by week and alert, and tells how long it took', async () => {
    await open();
    const weeks = page.getByRole('list', { name: 'Incidents per week' });
    expect(await weeks.getByRole('button').count()).toBe(12);
    await weeks.getByRole('button', { name: 'Week of 2026-11-23: 2 SEV1, 1 SEV3' }).waitFor();
    await page.getByText('3 min 20 s', { exact: true }).waitFor();
    await page.getByRole('button', { name: /Task Queue Backlog Critical.*2 noise/ }).waitFor();
    await page.getByRole('heading', { name: '14 incidents' }).waitFor();
  });

  it('searches and filters in main, by keyboard', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('pool');
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('SEV1');
    await page.getByRole('button', { name: 'Week of 2026-11-23: 2 SEV1, 1 SEV3' }).press('Enter');
    const asked = async () => (await calls('history')).at(-1);
    await expect.poll(asked).toEqual({ weeks: 12, words: 'pool', severity: 1, week: '2026-11-23' });
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(asked).toEqual({ weeks: 12 });
  });

  it('replays an alert’s threshold, tries another, and copies the line for the configuration by key', async () => {
    await open();
    await page.evaluate((value) => window.fake.answer('replay', value), queueReplay());
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Threshold of Task Queue Backlog Critical' }).waitFor();
    await page
      .getByText(
        'It fires at 100 or more. It fired 5 times in the last 12 days: 2 acted on, 2 noise, 1 at a wrong threshold.',
      )
      .waitFor();
    await page.getByRole('row', { name: 'at 120 or more proposed 2 times' }).waitFor();
    await page.getByRole('img', { name: /^Measured since/ }).waitFor();
    await page.keyboard.press('c');
    await expect.poll(() => calls('copyText')).toEqual([{ text: 'thresholds:\n  queue_length_critical: 120\n' }]);
    await page.getByText('Nothing is changed by itself.').waitFor();

    await page.evaluate((value) => window.fake.answer('replay', value), queueReplay(140));
    await page.keyboard.press('u');
    await page.keyboard.type('140');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: 'at 140 or more asked 2 times' }).waitFor();
    expect((await calls('replay')).at(-1)).toEqual({
      alert: 'Task Queue Backlog Critical',
      at: { level: 0, threshold: 140 },
    });
    await page.getByText('queue_length_critical: 140', { exact: false }).first().waitFor();
  });

  it('gives the keys of an alert’s several levels to the first that they fit', async () => {
    await open();
    const [second] = queueReplay();
    if (second === undefined) throw new Error('nothing was replayed');
    const first = { ...second, level: 1, name: 'First', proposal: { threshold: null, reason: 'None.' } };
    await page.evaluate((value) => window.fake.answer('replay', value), [first, second]);
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Threshold of First' }).waitFor();
    await page.keyboard.press('c');
    await expect.poll(() => calls('copyText')).toHaveLength(1);
    await page.keyboard.press('u');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await calls('replay')).at(-1)).toMatchObject({ at: { level: 1, threshold: 7 } });
  });

  it('says of an alert without a threshold that there is none', async () => {
    await open();
    await page.evaluate(() => window.fake.answer('replay', []));
    await page
      .getByRole('button', { name: /Database connection failed/ })
      .first()
      .click();
    await page.getByText('Database connection failed has no threshold').waitFor();
  });

  it('opens an incident of long ago, read only, with its timeline, and hears what its alerts were worth', async () => {
    await open();
    await page.getByRole('button', { name: /Database connection failed.*lasted 43 min/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Database connection failed' }).waitFor();
    await page.getByText('Resolved: Web workers restarted').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    const group = page.getByRole('group', { name: 'Database connection failed' });
    await group.getByRole('radio', { name: 'Wrong threshold' }).click();
    await expect
      .poll(() => calls('judgeAlert'))
      .toMatchObject([{ incidentId: 'past-1', alertKey: 'database', verdict: 'wrong-threshold' }]);
    await page.getByRole('button', { name: 'Post-mortem' }).press('Enter');
    await expect.poll(() => calls('postmortem')).toEqual([{ incidentId: 'past-1', include: 'facts' }]);
  });
});

describe('what was left to do', () => {
  it('stands on Now in one quiet line that leads to it, and nowhere while there is nothing', async () => {
    const overdue = {
      incidentId: 'past-1',
      title: 'X',
      action: 'Cap the export',
      owner: 'Ana Ruiz',
      due: '2026-11-20',
    };
    page = await stage.open({ ...STORIES.calm, overdue: [overdue] });
    await page.getByRole('button', { name: 'Left to do: 1 action item overdue: Cap the export (Ana Ruiz).' }).click();
    await expect.poll(() => calls('postmortem')).toHaveLength(1);
    await page.evaluate((next) => window.fake.push({ ...next, revision: 9 }), STORIES.calm);
    await page.keyboard.press('1');
    expect(await page.getByText('Left to do').count()).toBe(0);
  });
});
