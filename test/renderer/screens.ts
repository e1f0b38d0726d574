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
import { LADDER_STORIES } from './ladder-stories.ts';
import { MESSAGES } from './message-stories.ts';
import { openStage } from './pages.ts';
import { HALF_WRITTEN, HANDOVER, HISTORY, queueReplay, sheet } from './sheets.ts';
import { STORIES } from './stories.ts';

const SHOWN = { ...STORIES, ...LADDER_STORIES, messages: MESSAGES };

interface Screen {
  readonly name: string;
  readonly story: keyof typeof SHOWN;
  /** Keys pressed before the picture is taken. */
  readonly keys: readonly string[];
  /** What must be there before one more key is pressed, and that key. */
  readonly next?: readonly [string, string];
  /** What is opened by a click, once it is there. */
  readonly click?: string;
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
  { name: 'severity', story: 'acknowledged', keys: ['2', 'v'], shows: '.severity-choice' },
  {
    name: 'destroys',
    story: 'acknowledged',
    keys: ['2', ...Array.from({ length: 5 }, () => 'ArrowDown'), 'c'],
    shows: '.snippet-command',
  },
  { name: 'ladder-respond', story: 'respond', keys: ['2'] },
  { name: 'ladder-due', story: 'due', keys: ['2'] },
  { name: 'ladder-backup', story: 'backup', keys: ['2'] },
  { name: 'ladder-no-answer', story: 'silent', keys: ['2'] },
  { name: 'ladder-breach', story: 'breach', keys: ['2'] },
  { name: 'messages', story: 'messages', keys: ['2'] },
  { name: 'message', story: 'acknowledged', keys: ['2', 'w'], shows: 'dialog[open] textarea' },
  { name: 'runbooks', story: 'calm', keys: ['3'] },
  { name: 'contacts', story: 'calm', keys: ['5'], shows: '.people' },
  { name: 'sources', story: 'acknowledged', keys: [], click: '.source-row', shows: '.source-details' },
  { name: 'offline', story: 'offline', keys: [] },
  { name: 'settings', story: 'problems', keys: ['6'] },
  { name: 'commands', story: 'acknowledged', keys: ['2', 'Control+k'], shows: 'dialog [role=option]' },
  { name: 'keys', story: 'acknowledged', keys: ['2', '?'], shows: '.key-groups' },
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
  for (const { name, story, keys, next, click, shows, answers } of SCREENS) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await stage.open(
        SHOWN[story],
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
      if (click !== undefined) await page.locator(click).first().click();
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
