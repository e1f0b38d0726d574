import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Told } from '../core/postmortem/parts.ts';
import { openStage, type Stage } from './pages.ts';
import { HALF_WRITTEN, sheet } from './sheets.ts';
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

const answer = (value: unknown) => page.evaluate((told) => window.fake.answer('postmortem', told), value);
const calls = (name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

async function open(...written: readonly Told[]): Promise<void> {
  page = await stage.open(STORIES.acknowledged);
  await answer(sheet(...written));
  await page.keyboard.press('2');
  await page.keyboard.press('p');
  await page.getByRole('heading', { level: 1, name: /Post-mortem: Database connection failed/ }).waitFor();
}

describe('the post-mortem', () => {
  it('shows every section of the template, its drafts, and its blanks', async () => {
    await open();
    const titles = await page.locator('.pm-section h2').allTextContents();
    expect(titles.slice(0, 4)).toEqual(['Head', 'Summary', 'Impact', 'Timeline']);
    const summary = page.getByRole('region', { name: 'Summary', exact: true });
    await summary.getByText('draft', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Impact' }).getByText('3 blanks').waitFor();
    expect(await page.getByRole('region', { name: 'Timeline' }).getByRole('row').count()).toBe(11);
    await page.getByText('19 of 19').waitFor();
    await page.getByText('11 more are for people').waitFor();
  });

  it('is written in place by keyboard, with a preview, and is saved before it says so', async () => {
    await open();
    await page.getByRole('button', { name: 'Edit Root Cause' }).press('Enter');
    const field = page.getByRole('textbox', { name: 'Root Cause, as Markdown' });
    await field.fill('A job **without** a limit.');
    await page.getByRole('region', { name: 'Preview' }).locator('strong').getByText('without').waitFor();
    await page.evaluate(() => window.fake.refuse('editPostmortem', 'The disk is full.'));
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('The disk is full.').waitFor();
    expect(await field.inputValue()).toBe('A job **without** a limit.');
    await answer(sheet([3000, { type: 'postmortem-edited', payload: { section: 'root cause', text: 'A job.' } }]));
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Root Cause' }).getByText('yours').waitFor();
    expect(await calls('editPostmortem')).toMatchObject([
      { incidentId: 'inc-1', section: 'root cause' },
      { text: 'A job **without** a limit.' },
    ]);
  });

  it('confirms a draft without its mark', async () => {
    await open();
    await page.getByRole('button', { name: 'Confirm Summary as it is' }).click();
    await expect.poll(() => calls('editPostmortem')).toHaveLength(1);
    const [input] = (await calls('editPostmortem')) as readonly { readonly text: string }[];
    expect(input?.text).toMatch(/^SEV1: Database connection failed/);
  });

  it('opens what is open next with E, and leaves it with Escape', async () => {
    await open();
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Head, as Markdown' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('textbox', { name: /as Markdown/ }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Ladder' }).waitFor();
  });

  it('keeps action items with owner, day and status', async () => {
    await open(...HALF_WRITTEN);
    await page.getByText('overdue', { exact: true }).waitFor();
    await page.keyboard.press('i');
    await page.keyboard.type('Alert at 80 connections');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Status of Cap the export’s connections' }).selectOption('Done');
    await expect
      .poll(() => calls('setActionItem'))
      .toMatchObject([
        { action: 'Alert at 80 connections', status: 'Open' },
        { itemId: 'a-1', owner: 'Ana Ruiz', due: '2026-11-20', status: 'Done' },
      ]);
  });

  it('is printed as words, without the boxes and stand-ins of its fields', async () => {
    await open(...HALF_WRITTEN);
    const owners = page.getByRole('textbox', { name: /^Owner of/ });
    expect(await owners.nth(1).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    await expect
      .poll(() => owners.nth(0).evaluate((field) => getComputedStyle(field).borderTopColor))
      .toBe('rgba(0, 0, 0, 0)');
    expect([await owners.nth(0).isVisible(), await owners.nth(1).isVisible()]).toEqual([true, false]);
  });

  it('asks gently, leads to the place, exports, copies and changes its state', async () => {
    await open(...HALF_WRITTEN);
    await page.getByRole('button', { name: /“forgot to” reads like blame/ }).click();
    await page.getByRole('textbox', { name: 'Root Cause, as Markdown' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: /e-mail and network addresses/ }).check();
    await page.locator('h1').click();
    await page.keyboard.press('x');
    await page.keyboard.press('c');
    await expect
      .poll(() => calls('exportPostmortem'))
      .toEqual([
        { incidentId: 'inc-1', include: 'people', to: 'file' },
        { incidentId: 'inc-1', include: 'people', to: 'clipboard' },
      ]);
    await page.getByRole('combobox', { name: 'State' }).selectOption('In review');
    await expect.poll(() => calls('setPostmortemState')).toMatchObject([{ to: 'In review' }]);
  });

  it('goes through its states by key, and to any of them from the palette', async () => {
    await open();
    await page.keyboard.press('s');
    await expect.poll(() => calls('setPostmortemState')).toMatchObject([{ to: 'In review' }]);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('post-mortem to Closed');
    await page.keyboard.press('Enter');
    await expect.poll(() => calls('setPostmortemState')).toMatchObject([{ to: 'In review' }, { to: 'Closed' }]);
  });

  it('prints black on white from a dark window, without what only the screen is for', async () => {
    await open(...HALF_WRITTEN);
    await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const seen = await page.evaluate(() => ({
      text: getComputedStyle(document.querySelector('h1') ?? document.body).color,
      paper: getComputedStyle(document.body).backgroundColor,
    }));
    expect(seen).toEqual({ text: 'rgb(22, 26, 32)', paper: 'rgb(255, 255, 255)' });
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    expect(await page.getByText('Worth a second look').isVisible()).toBe(false);
  });
});
