import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { LADDER_STORIES } from './ladder-stories.ts';
import { MESSAGES } from './message-stories.ts';
import { openStage, type Stage } from './pages.ts';
import { HALF_WRITTEN, HISTORY, sheet } from './sheets.ts';
import { STORIES } from './stories.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const { acknowledged, calm, evidence, problems, training, unowned } = STORIES;
const RESOLVED = { ...calm, view: { id: 1, screen: 'incident', incidentId: 'inc-0' } } as const;

/** Every screen, with all that can stand on it; the key that leads there. */
const SCREENS: readonly (readonly [string, AppSnapshot, readonly string[]])[] = [
  ['now, unowned', unowned, []],
  ['now, owned', acknowledged, []],
  ['now, training', training, []],
  ['now, problems', problems, []],
  ['an incident nobody owns', unowned, ['2']],
  ['an incident with evidence', evidence, ['2']],
  ['an incident with messages', MESSAGES, ['2']],
  ['a call that is due', LADDER_STORIES.due, ['2']],
  ['nobody answered, no number', LADDER_STORIES.silent, ['2']],
  ['a breach', LADDER_STORIES.breach, ['2']],
  ['incidents', calm, ['2']],
  ['a resolved incident', RESOLVED, []],
  ['runbooks', calm, ['3']],
  ['history', calm, ['4']],
  ['contacts', calm, ['5', 'Escape']],
  ['settings', { ...training, problems: problems.problems }, ['6']],
  ['post-mortem', acknowledged, ['2', 'p']],
  ['handover', acknowledged, ['h']],
];

/** A button outside a list has a key of its own; in a list the first has one, or each is reached by Tab. */
async function withoutKey(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.content button')]
      .filter((button) => button.getAttribute('aria-keyshortcuts') === null)
      .filter((button) => button.closest('li, tr, dl') === null && button.tabIndex !== -1)
      .map((button) => button.getAttribute('aria-label') ?? button.textContent ?? ''),
  );
}

/** The keys that stand on buttons, and those that the palette lists. */
async function keys(page: Page): Promise<{ readonly shown: readonly string[]; readonly listed: readonly string[] }> {
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll('.content [data-key]')].map((cap) => cap.getAttribute('data-key') ?? ''),
  );
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Command, incident or runbook' }).waitFor();
  const listed = await page.locator('dialog [role=option] kbd').allTextContents();
  await page.keyboard.press('Escape');
  return { shown: [...new Set(shown)], listed };
}

describe('every action', () => {
  it.each(SCREENS)('on %s has a key, says it, and stands in the palette', async (_, snapshot, pressed) => {
    const page = await stage.open(snapshot);
    await page.evaluate(
      ([written, history]) => {
        window.fake.answer('postmortem', written);
        window.fake.answer('history', history);
      },
      [sheet(...HALF_WRITTEN), HISTORY] as const,
    );
    for (const key of pressed) {
      await page.keyboard.press(key);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    }
    await page.locator('h1').first().waitFor();
    expect(await withoutKey(page)).toEqual([]);
    const { shown, listed } = await keys(page);
    expect(shown.filter((key) => !listed.includes(key))).toEqual([]);
    // A key that stands for two things does only one of them.
    expect(listed.filter((key, index) => listed.indexOf(key) !== index)).toEqual([]);
    await page.context().close();
  });
});

describe('a key', () => {
  it('is heard while a choice has the focus, which keeps its arrows', async () => {
    const page = await stage.open(calm);
    await page.keyboard.press('6');
    await page.getByRole('radio', { name: 'Light' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
    await page.keyboard.press('t');
    await expect.poll(() => page.evaluate(() => window.fake.calls.at(-1)?.name)).toBe('testNotification');
    await page.keyboard.press('1');
    await page.getByRole('heading', { level: 1, name: 'All is well' }).waitFor();
    await page.context().close();
  });

  it('with Shift is another than without, whatever Caps Lock says', async () => {
    const page = await stage.open(acknowledged);
    await page.keyboard.press('2');
    await page.keyboard.press('A');
    const called = () =>
      page.evaluate(() => window.fake.calls.map(({ name }) => name).filter((name) => /ack/i.test(name)));
    expect(await called()).toEqual([]);
    await page.keyboard.press('Shift+A');
    await expect.poll(called).toEqual(['unacknowledge']);
    await page.context().close();
  });
});
