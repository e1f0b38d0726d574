/**
 * `npm run screens`: draws the pictures of the README and the user guide into docs/screens, light and dark; with names
 * behind it (`npm run screens -- history`), only those.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import type { CommandName } from '../../electron/ipc/contract.ts';
import { root } from '../../scripts/paths.ts';
import { PLAYBOOK } from './fixtures.ts';
import { openStage } from './pages.ts';
import { HALF_WRITTEN, HANDOVER, HISTORY, queueReplay, sheet } from './sheets.ts';
import { STORIES, type StoryName } from './stories.ts';

interface Screen {
  readonly name: string;
  readonly story: StoryName;
  /** Keys pressed before the picture is taken. */
  readonly keys: readonly string[];
  /** What must be there before one more key is pressed, and that key. */
  readonly next?: readonly [string, string];
  /** What must be there before the picture is taken: it is loaded when it is first asked for. */
  readonly shows?: string;
  /** What main answers to the questions of this screen. */
  readonly answers?: readonly (readonly [CommandName, unknown])[];
}

const SCREENS: readonly Screen[] = [
  { name: 'calm', story: 'calm', keys: [] },
  { name: 'now', story: 'unowned', keys: [] },
  { name: 'incident', story: 'acknowledged', keys: ['Enter'] },
  { name: 'evidence', story: 'evidence', keys: ['2'] },
  { name: 'message', story: 'acknowledged', keys: ['2', 'w'], shows: 'dialog[open] textarea' },
  { name: 'runbooks', story: 'calm', keys: ['3'] },
  { name: 'contacts', story: 'calm', keys: ['5'] },
  {
    name: 'postmortem',
    story: 'acknowledged',
    keys: ['2', 'p'],
    shows: '.pm-measured',
    answers: [['postmortem', sheet(...HALF_WRITTEN)]],
  },
  { name: 'history', story: 'calm', keys: ['4'], shows: '.week-chart', answers: [['history', HISTORY]] },
  {
    name: 'threshold',
    story: 'calm',
    keys: ['4'],
    next: ['.alert-bars', 't'],
    shows: '.threshold-chart',
    answers: [
      ['history', HISTORY],
      ['replay', queueReplay()],
    ],
  },
  {
    name: 'handover',
    story: 'acknowledged',
    keys: ['h'],
    shows: '.handover-page',
    answers: [['handover', { markdown: HANDOVER }]],
  },
  { name: 'training', story: 'training', keys: [] },
];

const wanted = process.argv.slice(2);
const folder = path.join(root, 'docs', 'screens');
mkdirSync(folder, { recursive: true });
const builtIn = parsePlaybook(readFileSync(path.join(root, 'assets', 'playbook', 'default.md'), 'utf8'));
const stage = await openStage();
try {
  for (const { name, story, keys, next, shows, answers } of SCREENS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.open(
        STORIES[story],
        { colorScheme, reducedMotion: 'reduce' },
        name === 'runbooks' ? builtIn : PLAYBOOK,
      );
      for (const answer of answers ?? []) {
        await page.evaluate(([asked, value]) => window.fake.answer(asked, value), answer);
      }
      for (const key of keys) {
        await page.keyboard.press(key);
        // The next key is for the screen that this one opens.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
      if (next !== undefined) {
        await page.locator(next[0]).first().waitFor();
        await page.keyboard.press(next[1]);
      }
      if (shows !== undefined) await page.locator(shows).first().waitFor();
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: path.join(folder, `${name}-${colorScheme}.png`) });
      await page.context().close();
      console.log(`docs/screens/${name}-${colorScheme}.png`);
    }
  }
} finally {
  await stage.close();
}
