import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { NOW_MS } from './fixtures.ts';
import { message } from './message-stories.ts';
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
const words = () => page.getByRole('textbox', { name: 'The message’s words' });
const composer = () => page.getByRole('dialog', { name: 'Message about Database connection failed' });

async function compose(): Promise<void> {
  page = await stage.open(STORIES.acknowledged);
  await page.keyboard.press('2');
  await page.getByRole('region', { name: 'Messages' }).waitFor();
  await page.keyboard.press('w');
  await composer().waitFor();
  await expect.poll(() => words().inputValue()).toMatch(/^\[SEV1\] Database connection failed/);
}

describe('the composer', () => {
  it('proposes the update once others have had word, copied words included', async () => {
    const [worked] = STORIES.acknowledged.incidents;
    page = await stage.open({
      ...STORIES.acknowledged,
      incidents: worked === undefined ? [] : [{ ...worked, updatedAtWallMs: NOW_MS - 60_000 }],
    });
    await page.keyboard.press('2');
    await page.keyboard.press('w');
    await composer().waitFor();
    expect(await composer().getByRole('radio', { name: 'Update' }).isChecked()).toBe(true);
  });

  it('sends what was written to the channel beside the button, and only on a click', async () => {
    await compose();
    await composer().getByText('#incidents for real-time coordination').waitFor();
    await composer().getByText('Set SENTRY_DSN.').waitFor();
    await words().fill('[SEV1] In our own words');
    await composer()
      .getByRole('radio', { name: /E-mail/ })
      .check();
    expect(await calls('sendMessage')).toEqual([]);
    await composer().getByRole('button', { name: 'Send to E-mail' }).click();
    await composer().waitFor({ state: 'detached' });
    expect(await calls('sendMessage')).toMatchObject([
      {
        incidentId: 'inc-1',
        template: 'initial',
        channel: 'email',
        readers: 'oncall@example.com, engineering@example.com',
        text: '[SEV1] In our own words',
        commandId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
  });

  it('by keyboard alone: from blank to blank, and away', async () => {
    await compose();
    await composer().getByRole('radio', { name: 'Initial' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => words().inputValue()).toMatch(/Root Cause/);
    await page.keyboard.press('F2');
    await page.keyboard.type('A pool of 100');
    await page.keyboard.press('F2');
    await page.keyboard.type('none');
    expect(await words().inputValue()).toMatch(/Root Cause: A pool of 100\nFollow-up: none$/);
    await page.keyboard.press('Control+Enter');
    await composer().waitFor({ state: 'detached' });
    expect(await calls('sendMessage')).toMatchObject([{ template: 'resolution', channel: 'slack' }]);
  });

  it('warns where the words contradict the data, and does not forbid', async () => {
    await compose();
    await words().fill('[SEV1] RESOLVED {why}');
    const warnings = composer().getByRole('list', { name: 'Warnings' });
    await warnings.getByText('It says resolved, but Database connection failed fires still.').waitFor();
    await warnings.getByText('A blank is left: {why}').waitFor();
    await composer().getByRole('region', { name: 'Preview' }).locator('mark', { hasText: '{why}' }).waitFor();
    await composer().getByRole('button', { name: 'Send to Slack all the same' }).waitFor();
  });

  it('copies, and keeps what was written while it is closed', async () => {
    await compose();
    await words().fill('Half a sentence');
    await page.keyboard.press('Escape');
    await composer().waitFor({ state: 'detached' });
    await page.keyboard.press('w');
    await expect.poll(() => words().inputValue()).toBe('Half a sentence');
    await composer().getByRole('button', { name: 'Fill anew' }).click();
    await expect.poll(() => words().inputValue()).toMatch(/^\[SEV1\]/);
    await composer().getByRole('button', { name: 'Copy' }).click();
    await page.getByText('The next update counts from now.').waitFor();
    expect(await calls('copyMessage')).toMatchObject([{ template: 'initial', incidentId: 'inc-1' }]);
    expect(await calls('sendMessage')).toEqual([]);
  });

  it('keeps the words where main refuses them', async () => {
    await compose();
    await page.evaluate(() => window.fake.refuse('sendMessage', 'The disk is full.'));
    await words().fill('Do not lose me');
    await composer().getByRole('button', { name: 'Send to Slack' }).click();
    await expect.poll(async () => (await calls('sendMessage')).length).toBe(1);
    expect(await words().inputValue()).toBe('Do not lose me');
  });
});

describe('what became of it', () => {
  it('asks a person where nobody can know, and lets them decide', async () => {
    const messages = [
      message({
        id: 'm-3',
        template: 'update',
        state: 'waiting',
        nextTryWallMs: NOW_MS + 5000,
        reason: 'Slack refuses connections.',
      }),
      message({
        id: 'm-2',
        channel: 'E-mail',
        state: 'held',
        why: 'unclear',
        reason: 'Sevlight ended while it was on its way.',
      }),
      message({ id: 'm-1', state: 'sent', sentAtWallMs: NOW_MS - 30_000 }),
    ];
    page = await stage.open({ ...STORIES.acknowledged, messages });
    await page.keyboard.press('2');
    const card = page.getByRole('region', { name: 'Messages' });
    await card.getByText('next try in 0:05').waitFor();
    await card.getByText('sent 15:04').waitFor();
    await card.getByText('did it arrive?').waitFor();
    await card.getByRole('button', { name: 'It arrived' }).click();
    await card.getByRole('button', { name: 'Send again' }).click();
    expect(await calls('confirmMessage')).toMatchObject([{ messageId: 'm-2' }]);
    expect(await calls('retryMessage')).toMatchObject([{ messageId: 'm-2' }]);
    await page.keyboard.press('w');
    await expect.poll(() => words().inputValue()).toMatch(/Actions Taken/);
  });
});
