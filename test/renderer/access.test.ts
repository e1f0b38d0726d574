import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { incident } from './fixtures.ts';
import { LADDER_STORIES } from './ladder-stories.ts';
import { openStage, type Stage } from './pages.ts';
import { HALF_WRITTEN, HISTORY, PAST, queueReplay, sheet } from './sheets.ts';
import { STORIES, type StoryName } from './stories.ts';

// Evaluated by the browser's tools, not by the page: the policy stays as it is.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const TWO_OPEN: AppSnapshot = {
  ...STORIES.unowned,
  incidents: [
    ...STORIES.unowned.incidents,
    incident({ id: 'inc-2', title: 'Task Queue Backlog Critical', severity: 2 }),
  ],
};
const LONG_AGO = { ...STORIES.calm, view: { id: 1, screen: 'incident', incidentId: 'long-ago' } } as const;
const RESOLVED_ONE = { ...STORIES.calm, view: { id: 1, screen: 'incident', incidentId: 'inc-0' } } as const;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run: (context: Document, options: object) => Promise<AxeResults> } }).axe.run(
        document,
        {
          runOnly: [...tags, 'best-practice'],
        },
      ),
    WCAG_22_AA,
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

const VISITS: readonly (readonly [StoryName, readonly string[]])[] = [
  ...(Object.keys(STORIES) as StoryName[]).map((name) => [name, []] as const),
  ['unowned', ['2']],
  ['acknowledged', ['2']],
  ['calm', ['2']],
  ['evidence', ['2']],
  ['unowned', ['3']],
  ['unowned', ['4']],
  ['unowned', ['5']],
  ['problems', ['6']],
  ['acknowledged', ['2', 'p']],
  ['acknowledged', ['h']],
];

const SIZES = [
  { width: 900, height: 600 },
  // 1200 x 760 at 200 %, and the width that 400 % leaves.
  { width: 600, height: 380 },
  { width: 320, height: 640 },
];

describe('everybody can use', () => {
  it.each(VISITS)('%s after %j: in light and dark, at every size, within the policy', async (name, keys) => {
    const page = await visit(STORIES[name], keys);
    await isFitForEverybody(page);
    await page.context().close();
  });

  it('an incident of long ago, at every size, within the policy', async () => {
    const page = await visit(STORIES.calm, []);
    await page.evaluate((next) => window.fake.push({ ...next, revision: 2 }), LONG_AGO);
    await page.getByRole('heading', { level: 1, name: /Database connection failed/ }).waitFor();
    await isFitForEverybody(page);
    await page.context().close();
  });

  it('a threshold and what it would have done, at every size, within the policy', async () => {
    const page = await visit(STORIES.calm, ['4']);
    await page.evaluate((replay) => window.fake.answer('replay', replay), queueReplay());
    await page.getByRole('button', { name: /Task Queue Backlog Critical.*noise/ }).click();
    await page.getByRole('heading', { name: /Threshold of/ }).waitFor();
    await isFitForEverybody(page);
    await page.context().close();
  });
});

/** Every dialog: what it is called, where, and what opens it. */
const DIALOGS: readonly (readonly [RegExp, AppSnapshot, (page: Page) => Promise<void>])[] = [
  [/^Commands/, STORIES.unowned, (page) => press(page, 'Control+k')],
  [/^Keys/, STORIES.unowned, (page) => press(page, '?')],
  [/^Mute/, STORIES.unowned, (page) => press(page, 'm')],
  [/^Open an incident/, STORIES.calm, (page) => press(page, 'o')],
  [/^Message about/, STORIES.acknowledged, (page) => press(page, '2', 'w')],
  [/^Severity of/, STORIES.acknowledged, (page) => press(page, '2', 'v')],
  [/^Resolve/, STORIES.acknowledged, (page) => press(page, '2', 'e')],
  [/^Raise a flag/, STORIES.acknowledged, (page) => press(page, '2', 'f')],
  [/^Merge/, TWO_OPEN, (page) => press(page, 'Enter', 'j')],
  [/^Make an alert/, STORIES.acknowledged, (page) => press(page, '2', 'x')],
  [/^Open .* again/, RESOLVED_ONE, (page) => press(page, 'Shift+E')],
  [/^Skip this step/, STORIES.acknowledged, (page) => press(page, '2', 's')],
  [/^This command destroys/, STORIES.acknowledged, (page) => destroying(page)],
  [/is not needed$/, LADDER_STORIES.due, (page) => press(page, '2', 'Shift+X')],
  [/^Take the flag back/, LADDER_STORIES.breach, (page) => press(page, '2', 'Shift+F')],
  [/^Import/, STORIES.calm, (page) => contactsThen(page, 'Import…')],
  [/takes over$/, STORIES.calm, (page) => contactsThen(page, 'Ana Ruiz', 'Takes over…')],
];

describe('every dialog', () => {
  it.each(DIALOGS)('%s can be used by everybody, and gives the focus back', async (name, snapshot, open) => {
    const page = await visit(snapshot, []);
    await page.evaluate(() =>
      // Where the focus stood when the dialog took it.
      document.addEventListener('focusout', ({ target, relatedTarget }) => {
        const takes = relatedTarget instanceof Element && relatedTarget.closest('dialog') !== null;
        if (!takes || !(target instanceof Element) || target.closest('dialog') !== null) return;
        target.id ||= 'had-the-focus';
        document.body.dataset.before = target.id;
      }),
    );
    await open(page);
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    await isFitForEverybody(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const [before = '', now] = await page.evaluate(() => [
      document.body.dataset.before,
      document.activeElement === document.body ? '' : document.activeElement?.id,
    ]);
    expect(now).toBe(before);
    await page.context().close();
  });
});

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    // The next key is for the screen that this one opens.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

async function destroying(page: Page): Promise<void> {
  await press(page, '2');
  await page.getByRole('button', { name: /^Copy bash: redis-cli/ }).click();
}

async function contactsThen(page: Page, ...buttons: readonly string[]): Promise<void> {
  await press(page, '5');
  for (const name of buttons)
    await page
      .getByRole('button', { name, exact: name !== 'Import…' })
      .first()
      .click();
}

/** Opens the window with everything answered that main would answer, and goes on by keys. */
async function visit(snapshot: AppSnapshot, keys: readonly string[]): Promise<Page> {
  const page = await stage.open(snapshot);
  await page.evaluate(
    ([written, history, past]) => {
      window.fake.answer('postmortem', written);
      window.fake.answer('history', history);
      window.fake.answer('pastIncident', past);
    },
    [sheet(...HALF_WRITTEN), HISTORY, PAST] as const,
  );
  await press(page, ...keys);
  return page;
}

/** By the rules of WCAG 2.2 AA in light and dark, never sideways, and within the policy. */
async function isFitForEverybody(page: Page): Promise<void> {
  await page.evaluate(AXE);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect({ colorScheme, found: await violations(page) }).toEqual({ colorScheme, found: [] });
  }
  for (const size of SIZES) {
    await page.setViewportSize(size);
    expect({ size, sideways: await sideways(page) }).toEqual({ size, sideways: 0 });
  }
  expect(await page.evaluate(() => window.fake.violations)).toEqual([]);
}

describe('whoever wants less motion', () => {
  it('sees nothing move on its own', async () => {
    const page = await stage.open(STORIES.training, { reducedMotion: 'reduce' });
    for (const key of ['2', 'Escape', '4', '1']) {
      await press(page, key);
      const moving = await page.evaluate(() =>
        document
          .getAnimations()
          .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1)
          .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.className : '')),
      );
      expect(moving).toEqual([]);
    }
    await page.context().close();
  });
});

describe('a screen', () => {
  it.each([
    ['now', STORIES.unowned, [], 'html'],
    // Its two columns scroll each by itself.
    ['incident', STORIES.evidence, ['2'], 'html, main'],
    ['contacts', STORIES.calm, ['5'], 'html'],
    ['history', STORIES.calm, ['4'], 'html'],
    ['post-mortem', STORIES.acknowledged, ['2', 'p'], 'html'],
  ] as const)('%s scrolls within the window, and never the window itself', async (_, snapshot, keys, still) => {
    const page = await visit(snapshot, keys);
    const beyond = () =>
      page
        .locator(still)
        .evaluateAll((boxes) =>
          Math.max(...boxes.map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)),
        );
    expect(await beyond()).toBe(0);
    await page.setViewportSize({ width: 900, height: 600 });
    expect(await beyond()).toBe(0);
    await page.context().close();
  });
});

/** By how many pixels something must be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const wide = [document.documentElement, ...document.querySelectorAll('main, dialog')];
    return Math.max(...wide.map((element) => element.scrollWidth - element.clientWidth));
  });
}

describe('the screen reader', () => {
  it('hears the severity in words, at once, and again when it is owned', async () => {
    const page = await stage.open(STORIES.calm);
    await page.getByRole('status').getByText('All is well').waitFor();
    await page.evaluate((next) => window.fake.push({ ...next, revision: 2 }), STORIES.unowned);
    const alert = page.getByRole('alert');
    await alert.getByText('Severity 1: Database connection failed. Nobody owns this yet.').waitFor();
    await page.evaluate((next) => window.fake.push({ ...next, revision: 3 }), STORIES.acknowledged);
    await page.getByRole('status').getByText('Severity 1: Database connection failed. Acknowledged.').waitFor();
    await page.context().close();
  });
});

describe('a small window', () => {
  it('keeps the clock, the owner and the first verb in sight at 900 x 600', async () => {
    const page = await stage.open(STORIES.unowned, { viewport: { width: 900, height: 600 } });
    for (const found of [
      page.getByRole('timer'),
      page.getByText('nobody owns this yet'),
      page.getByRole('button', { name: 'Acknowledge' }),
    ]) {
      const box = await found.first().boundingBox();
      expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(600);
    }
    await page.context().close();
  });
});

describe('high contrast', () => {
  it('keeps numeral and shape apart in the system’s colours', async () => {
    const page = await stage.open(STORIES.unowned, { forcedColors: 'active', colorScheme: 'dark' });
    const glyph = page.locator('.hero .glyph');
    const [shape, numeral] = await glyph.evaluate((element) => {
      const text = element.querySelector('text');
      return [getComputedStyle(element).fill, text === null ? '' : getComputedStyle(text).fill];
    });
    expect(shape).not.toBe(numeral);
    const words = await page.locator('.hero .severity-line').evaluate((element) => getComputedStyle(element).color);
    expect(shape).toBe(words);
    const acknowledge = await page
      .getByRole('button', { name: 'Acknowledge' })
      .evaluate((element) => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]);
    expect(acknowledge[0]).not.toBe(acknowledge[1]);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('leaves no button without its words, %s', async (colorScheme) => {
    const page = await stage.open(LADDER_STORIES.due, { forcedColors: 'active', colorScheme });
    await press(page, '2');
    await page.getByRole('button', { name: 'Called' }).waitFor();
    const unreadable = await page.getByRole('button').evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { color, backgroundColor } = getComputedStyle(button);
          return color === backgroundColor;
        })
        .map((button) => button.textContent),
    );
    expect(unreadable).toEqual([]);
    await page.context().close();
  });
});
