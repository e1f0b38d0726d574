import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './pages.ts';
import { STORIES, type StoryName } from './stories.ts';

// Evaluated by the browser's tools, not by the page: the policy stays as it is.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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
  ['unowned', ['Control+k']],
  ['unowned', ['?']],
  ['unowned', ['m']],
  ['acknowledged', ['2', 'w']],
];

const SIZES = [
  { width: 900, height: 600 },
  // 1200 x 760 at 200 %, and the width that 400 % leaves.
  { width: 600, height: 380 },
  { width: 320, height: 640 },
];

describe('everybody can use', () => {
  it.each(VISITS)('%s after %j: in light and dark, at every size, within the policy', async (name, keys) => {
    const page = await stage.open(STORIES[name]);
    for (const key of keys) await page.keyboard.press(key);
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
    await page.getByRole('status').getByText('All well').waitFor();
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
});
