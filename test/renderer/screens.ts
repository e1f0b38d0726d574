/** `npm run screens`: draws the pictures of the README and the user guide into docs/screens, light and dark. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import type { CommandName } from '../../electron/ipc/contract.ts';
import { root } from '../../scripts/paths.ts';
import { PLAYBOOK } from './fixtures.ts';
import { openStage } from './pages.ts';
import { HALF_WRITTEN, HISTORY, sheet } from './sheets.ts';
import { STORIES, type StoryName } from './stories.ts';

interface Screen {
  readonly name: string;
  readonly story: StoryName;
  /** Keys pressed before the picture is taken. */
  readonly keys: readonly string[];
  /** What must be there before the picture is taken: it is loaded when it is first asked for. */
  readonly shows?: string;
  /** What main answers to a question of this screen. */
  readonly answers?: readonly [CommandName, unknown];
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
    answers: ['postmortem', sheet(...HALF_WRITTEN)],
  },
  { name: 'history', story: 'calm', keys: ['4'], shows: '.week-chart', answers: ['history', HISTORY] },
  { name: 'training', story: 'training', keys: [] },
];

const folder = path.join(root, 'docs', 'screens');
mkdirSync(folder, { recursive: true });
const builtIn = parsePlaybook(readFileSync(path.join(root, 'assets', 'playbook', 'default.md'), 'utf8'));
const stage = await openStage();
try {
  for (const { name, story, keys, shows, answers } of SCREENS) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.open(
        STORIES[story],
        { colorScheme, reducedMotion: 'reduce' },
        name === 'runbooks' ? builtIn : PLAYBOOK,
      );
      if (answers !== undefined) await page.evaluate(([asked, value]) => window.fake.answer(asked, value), answers);
      for (const key of keys) {
        await page.keyboard.press(key);
        // The next key is for the screen that this one opens.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
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
