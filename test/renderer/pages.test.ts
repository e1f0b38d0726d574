import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openStage, type Stage } from './pages.ts';
import { STORIES } from './stories.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(async () => {
  // Whatever was done, the strict policy was never broken.
  const violations = await page.evaluate(() => window.fake.violations);
  await page.context().close();
  expect(violations).toEqual([]);
});
afterAll(() => stage.close());

/** Patient enough for a busy machine. */
const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 8000 });

const calls = (name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

describe('now', () => {
  it('says what is wrong, whose it is, since when and what is next', async () => {
    page = await stage.open(STORIES.unowned);
    const hero = page.getByRole('region', { name: 'Database connection failed' });
    await hero.getByText('SEV1 · nobody owns this yet').waitFor();
    await hero.getByText('too many clients (100 of 100)').waitFor();
    expect(await hero.getByRole('timer').textContent()).toBe('13:11');
    await page.getByText('Explained by Database connection failed: not announced.').waitFor();
    await page.getByText('pending 40 of 120 s').waitFor();
    await page.getByText('The worst alert that nobody owns decides').waitFor();
    await page.getByText('looked 4 s ago').waitFor();
  });

  it('makes the clock the largest type in sight', async () => {
    page = await stage.open(STORIES.unowned);
    const [clock, largestOther] = await page.evaluate(() => {
      const size = (element: Element): number => Number.parseFloat(getComputedStyle(element).fontSize);
      const face = document.querySelector('.hero .face');
      const others = [...document.querySelectorAll('body *')].filter(
        (element) => element !== face && !face?.contains(element),
      );
      return [face === null ? 0 : size(face), Math.max(...others.map(size))];
    });
    expect(clock).toBeGreaterThan(largestOther);
  });

  it('counts on by itself', async () => {
    page = await stage.open(STORIES.unowned);
    await page.clock.setFixedTime(Date.UTC(2026, 10, 23, 14, 4, 41));
    await page.getByRole('region', { name: 'Database connection failed' }).getByText('13:01').waitFor();
    await page.getByText('looked 14 s ago').waitFor();
  });

  it('is nearly empty while all is well: a sentence and each source’s freshness', async () => {
    page = await stage.open(STORIES.calm);
    await page.getByRole('heading', { level: 1, name: 'All is well' }).waitFor();
    expect(await page.getByRole('region', { name: 'Sources' }).getByRole('listitem').count()).toBe(2);
    expect(await page.getByRole('region', { name: 'Alerts' }).count()).toBe(0);
    expect(await page.getByRole('main').locator('button').count()).toBe(2);
  });

  it('shows what it does not know as unknown, with the last known severity dimmed', async () => {
    page = await stage.open(STORIES.offline);
    await page.getByText('Last known: SEV2').waitFor();
    await page.getByRole('main').getByRole('img', { name: 'Our credentials were refused' }).waitFor();
    await page.getByRole('main').getByRole('img', { name: 'This machine is offline' }).first().waitFor();
    expect(await page.getByRole('img', { name: 'Well', exact: true }).count()).toBe(0);
  });

  it('marks training, says what it is and starts it again', async () => {
    page = await stage.open(STORIES.training);
    const stripe = page.getByRole('region', { name: 'Training' });
    await stripe.getByText('Holds are shortened').waitFor();
    await stripe.getByRole('button', { name: 'Restart' }).click();
    expect(await calls('training')).toEqual([{ action: 'restart' }]);
  });

  it('names what is unavailable and what to mend', async () => {
    page = await stage.open(STORIES.problems);
    await page.getByRole('region', { name: 'Storage' }).getByText('not on disk yet').waitFor();
    await page.getByRole('region', { name: 'Notifications unavailable' }).getByRole('button').click();
    await page.getByText('HEALTH_URL is no address').waitFor();
  });

  it('opens a source to what it measured', async () => {
    page = await stage.open(STORIES.calm);
    await page.getByRole('button', { name: /Health endpoint/ }).click();
    await page.getByText('https://app.example.com/health/?full=1').waitFor();
    await page.getByText('Tasks waiting').waitFor();
  });

  it('builds only the rows in sight of 10,000, and filters them all', async () => {
    page = await stage.open(STORIES.many);
    await page.getByRole('region', { name: 'All alerts, scrollable' }).waitFor();
    expect(await page.locator('.alert-row').count()).toBeLessThan(60);
    await page.getByRole('searchbox', { name: 'Filter alerts' }).fill('user 9876');
    await page.getByText('Elevated Download Activity, user 9876').waitFor();
    await page.getByText('1 alert of 10,000').waitFor();
  });
});

describe('by keyboard alone', () => {
  it('acknowledges, opens the runbook, copies, ticks, skips, undoes and comes back', async () => {
    page = await stage.open(STORIES.unowned);
    await page.keyboard.press('a');
    await page.getByText('yours since 15:04').waitFor();
    expect(await calls('acknowledge')).toMatchObject([
      { incidentId: 'inc-1', commandId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);

    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { level: 1, name: 'Database connection failed' });
    await eventually(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    const box = (name: string) => page.getByRole('checkbox', { name, exact: true });
    await page.keyboard.press('Space');
    await eventually(() => box('Check the database in the provider’s panel').isChecked()).toBe(true);
    await page.keyboard.press('Space');
    await page.keyboard.press('c');
    await page.getByText('Copied: SELECT count(*) FROM pg_stat_activity;').waitFor();
    expect(await calls('copyText')).toEqual([{ text: 'SELECT count(*) FROM pg_stat_activity;' }]);

    await page.keyboard.press('s');
    await page.getByRole('dialog', { name: 'Skip this step' }).getByRole('textbox').waitFor();
    await page.keyboard.type('pool is fine');
    await page.keyboard.press('Enter');
    await page.getByText('Skipped: pool is fine').waitFor();
    await page.keyboard.press('u');
    await eventually(() => calls('undoStep')).toHaveLength(1);

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const focused = await page.evaluate(() =>
      document.activeElement?.closest('[data-step]')?.getAttribute('data-step'),
    );
    expect(focused).toBe('pool');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Alerts' }).waitFor();
  });

  it('writes a note that leaves the field only when it is saved', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('2');
    await page.evaluate(() => window.fake.refuse('addNote', 'The disk is full.'));
    await page.keyboard.press('n');
    await page.keyboard.type('a failover at 14:01');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The disk is full.').waitFor();
    const field = page.getByRole('textbox', { name: 'Note' });
    expect(await field.inputValue()).toBe('a failover at 14:01');
    await page.keyboard.press('Enter');
    await eventually(() => field.inputValue()).toBe('');
  });

  it('reaches every command, incident and runbook from the palette', async () => {
    page = await stage.open(STORIES.unowned);
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('combobox').waitFor();
    await page.keyboard.type('queue backlog runbook');
    expect(await palette.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Task Queue Backlog/, level: 2 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    expect(await palette.count()).toBe(0);
  });

  it('lists its keys under ?, and none acts while single keys are off', async () => {
    page = await stage.open(STORIES.unowned);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Acknowledge: Database connection failed').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('6');
    await page.getByRole('checkbox', { name: /single key/ }).uncheck();
    await page.keyboard.press('1');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Settings');
  });

  it('types letters into fields instead of acting on them', async () => {
    page = await stage.open(STORIES.unowned);
    await page.keyboard.press('3');
    await page.getByRole('searchbox').fill('');
    await page.keyboard.type('a2m');
    expect(await page.getByRole('searchbox').inputValue()).toBe('a2m');
    expect(await calls('acknowledge')).toEqual([]);
  });

  it('gives the focus back when a dialog closes', async () => {
    page = await stage.open(STORIES.unowned);
    const mute = page.getByRole('button', { name: 'Mute…' });
    await mute.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Mute' }).waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => mute.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('history', () => {
  it('says how each notice was shown, or why it was not', async () => {
    page = await stage.open(STORIES.unowned);
    await page.keyboard.press('4');
    await page.getByText('Shown as a notification.').waitFor();
    await page.getByText('Not shown: explained by Database connection failed').waitFor();
    await page.getByRole('button', { name: '[SEV1] Database connection failed' }).click();
    await page.getByRole('region', { name: 'Ladder' }).waitFor();
  });
});

describe('saving', () => {
  it('is not claimed before the reply', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('2');
    await page.evaluate(() => window.fake.hold('doStep'));
    await page.getByRole('checkbox', { name: 'Is the connection pool exhausted?' }).click();
    await page.getByText('saving…').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Is the connection pool exhausted?' }).isChecked()).toBe(false);
    await page.evaluate(() => window.fake.release());
    await page.getByText('Saved: Is the connection pool exhausted?').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Is the connection pool exhausted?' }).isChecked()).toBe(true);
  });

  it('that failed stays in sight, where it happened and as a banner, until it is retried', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('2');
    await page.evaluate(() => window.fake.refuse('doStep', 'The disk is full: nothing more can be saved.'));
    await page.getByRole('checkbox', { name: 'Is the connection pool exhausted?' }).click();
    const banner = page.getByRole('alert').filter({ hasText: 'The disk is full' });
    await banner.waitFor();
    await page.getByText('not saved', { exact: true }).waitFor();
    await page.keyboard.press('1');
    await banner.waitFor();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await eventually(() => banner.count()).toBe(0);
    const ids = (await calls('doStep')).map((input) => (input as { commandId: string }).commandId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('muting asks for a reason before it silences a SEV1, and is undone in one press', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: 'Mute' });
    const mute = dialog.getByRole('button', { name: 'Mute', exact: true });
    expect(await mute.isEnabled()).toBe(false);
    await mute.click({ force: true });
    expect(await calls('mute')).toEqual([]);
    await dialog.getByRole('radio', { name: /Redis/ }).check();
    await dialog.getByRole('radio', { name: '15 min' }).check();
    await dialog.getByRole('button', { name: 'Mute', exact: true }).click();
    await expect
      .poll(() => calls('mute'))
      .toMatchObject([{ target: { kind: 'source', source: 'redis' }, forMs: 900_000 }]);
    await page.getByRole('button', { name: 'Unmute OpenAI status' }).click();
    await eventually(() => calls('unmute')).toMatchObject([{ target: { kind: 'source', source: 'vendor:openai' } }]);
  });
});

describe('the sources', () => {
  it('say why they are not green, whatever their last look was', async () => {
    page = await stage.open(STORIES.pending);
    const sources = page.getByRole('region', { name: 'Sources' });
    await sources.getByText('63 tasks wait.').waitFor();
    await sources.getByText('Well at 14:56, but it is asked every 15 s: what it does now is not known.').waitFor();
    await page.evaluate((next) => window.fake.push({ ...next, revision: 2 }), {
      ...STORIES.pending,
      sources: STORIES.pending.sources.slice(1).map((source) => ({
        ...source,
        severity: 3 as const,
        stale: false,
        checks: source.checks.map((check) => ({
          ...check,
          look: { verdict: 'bad' as const, reason: '63 wait: warning at 50.' },
        })),
      })),
    });
    await sources.getByText('Tasks waiting: 63 wait: warning at 50.').waitFor();
  });
});

describe('the incident', () => {
  it('shows deadline, ladder with missing numbers, and the timeline in UTC with the local time beside', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('2');
    await page.getByRole('region', { name: 'Next deadline' }).getByText('3:31').waitFor();
    const ladder = page.getByRole('region', { name: 'Ladder' });
    expect(await ladder.getByText('no number').count()).toBe(2);
    await ladder.getByRole('button', { name: /Engineering Lead’s number/ }).click();
    expect(await calls('copyText')).toEqual([{ text: '+1 202 555 0101' }]);
    const newest = page.getByRole('list', { name: 'Timeline' }).getByRole('time').first();
    expect(await newest.textContent()).toBe('14:04:15UTC, local 15:04');
  });

  it('begins a note with the words of the step that has the focus', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('2');
    await page.getByRole('textbox', { name: 'Note' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('n');
    await page.keyboard.type('yes, by the export');
    await page.keyboard.press('Enter');
    await eventually(() => calls('addNote')).toMatchObject([
      { text: 'Is the connection pool exhausted? yes, by the export' },
    ]);
  });

  it('brings the next step into sight when one is ticked', async () => {
    page = await stage.open(STORIES.evidence, { viewport: { width: 900, height: 600 } });
    await page.keyboard.press('2');
    await page.getByText('Is the connection pool exhausted?').waitFor();
    await page.keyboard.press('Space');
    const next = page.locator('[data-leading]').first();
    await next.getByText('If the pool is exhausted').waitFor();
    await eventually(async () => {
      const box = await next.boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= 600;
    }).toBe(true);
  });

  it('classes commands, and opens links through main only', async () => {
    page = await stage.open(STORIES.acknowledged);
    await page.keyboard.press('2');
    for (const words of ['only reads', 'changes production', 'destroys data']) await page.getByText(words).waitFor();
    await page.getByRole('link', { name: /vendor’s status page/ }).click();
    expect(await calls('openLink')).toEqual([{ url: 'https://status.digitalocean.com/' }]);
    expect(page.url()).toMatch(/\/$/);
  });

  it('is shown when a view request comes, and confirmed', async () => {
    page = await stage.open(STORIES.calm);
    const asked = {
      ...STORIES.unowned,
      revision: 2,
      view: { id: 9, screen: 'incident', incidentId: 'inc-1' },
    } as const;
    await page.evaluate((next) => window.fake.push(next), asked);
    await page.getByRole('heading', { level: 1, name: 'Database connection failed' }).waitFor();
    expect(await calls('viewShown')).toEqual([{ viewId: 9 }]);
  });
});
