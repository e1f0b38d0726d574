import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStage, type Stage } from './pages.ts';
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

it('is copied and exported by key, over the hours that the palette chose', async () => {
  page = await stage.open(STORIES.calm);
  await page.evaluate(() => window.fake.answer('exportHandover', 'Exported to /somewhere/handover.md'));
  await page.keyboard.press('h');
  await page.getByText('No incident is open.').waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('last 24 h');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '24 h', pressed: true }).waitFor();
  await page.keyboard.press('x');
  await page.getByText('Exported to /somewhere/handover.md').waitFor();
  expect(await calls('exportHandover')).toEqual([{ hours: 24 }]);
  await page.keyboard.press('c');
  await expect.poll(() => calls('copyText')).toHaveLength(1);
});
