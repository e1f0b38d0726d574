import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceView } from '../../electron/core/evidence/views.ts';
import { EXHAUSTED, withEvidence } from './evidence-stories.ts';
import { NOW_MS } from './fixtures.ts';
import { openStage, type Stage } from './pages.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterEach(() => page.context().close());
afterAll(() => stage.close());

async function open(...views: readonly EvidenceView[]): Promise<void> {
  page = await stage.open(withEvidence(...views));
  await page.keyboard.press('2');
  await page.locator('[data-step=pool]').waitFor();
}

const calls = (name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

const evidence = () => page.getByRole('region', { name: 'Evidence for Is the connection pool exhausted?' });

describe('evidence at its step', () => {
  it('says the answer, what it means, since when, and what exactly was asked', async () => {
    await open(EXHAUSTED);
    const text = await evidence().innerText();
    expect(text).toContain('97 of 97 connections');
    expect(text).toContain('pool exhausted');
    expect(text).toContain('Oldest transaction: 9 min');
    expect(text).toContain('15:04:27');
    await evidence().getByText('Asked, read only').click();
    expect(await evidence().locator('code').innerText()).toBe(EXHAUSTED.question);
  });

  it('points at the step for the case, and ticks nothing', async () => {
    await open(EXHAUSTED);
    const suggested = page.locator('[data-step=restart]');
    expect(await suggested.innerText()).toContain('pool exhausted');
    expect(await suggested.locator('.box').isChecked()).toBe(false);
    expect(await page.locator('[data-step=down]').innerText()).not.toContain('pool exhausted');
    expect(await page.locator('[data-leading]').first().getAttribute('data-step')).toBe('pool');
  });

  it('stands beside what the vendor says that the step is about', async () => {
    await open(EXHAUSTED);
    const step = page.locator('[data-step=down]');
    expect(await step.locator('.vendor-line').innerText()).toMatch(
      /DigitalOcean status: Major: Partial System Outage\. Open incident: Managed Databases in NYC3\s+2 min ago/u,
    );
    expect(await page.locator('[data-step=pool] .vendor-line').count()).toBe(0);
  });

  it('is asked again by R', async () => {
    await open(EXHAUSTED);
    await page.keyboard.press('r');
    await expect.poll(() => calls('askEvidence')).toHaveLength(1);
    expect(await calls('askEvidence')).toMatchObject([{ incidentId: 'inc-1', stepId: 'pool' }]);
  });

  it('tells why there is no answer', async () => {
    const sentence = 'No source is configured that could be asked (postgres).';
    await open({ ...EXHAUSTED, value: '', verdict: 'unknown', sentence, branch: null, from: 'none', atWallMs: null });
    expect(await evidence().innerText()).toContain(sentence);
    expect(await evidence().innerText()).toContain('cannot tell');
  });

  it('shows who a user is when asked to, and forgets it', async () => {
    await open({
      ...EXHAUSTED,
      evidenceId: 'downloads-of-user',
      branch: null,
      value: '112 downloads in the last hour',
    });
    await page.evaluate(() => {
      window.fake.answer('reveal', { rows: [{ label: 'E-mail', value: 'vera@example.com' }] });
    });
    expect(await page.locator('body').innerText()).not.toContain('vera@example.com');
    await page.getByRole('button', { name: 'Show who this is' }).click();
    await page.getByText('vera@example.com').waitFor();
    await page.keyboard.press('i');
    expect(await page.content()).not.toContain('vera@example.com');
  });
});

describe('the time that a step is given', () => {
  it('is five minutes by one key, and counts down at the step', async () => {
    await open(EXHAUSTED);
    await page.keyboard.press('t');
    await expect.poll(() => calls('timeStep')).toHaveLength(1);
    expect(await calls('timeStep')).toMatchObject([{ stepId: 'pool', forMs: 300_000 }]);
    const [incident] = withEvidence(EXHAUSTED).incidents;
    if (incident === undefined) throw new Error('No incident');
    const timeBoxes = { [`${EXHAUSTED.list}/pool`]: NOW_MS + 252_000, [`${EXHAUSTED.list}/restart`]: NOW_MS - 1 };
    const next = { ...withEvidence(EXHAUSTED), revision: 9, incidents: [{ ...incident, timeBoxes }] };
    await page.evaluate((snapshot) => window.fake.push(snapshot), next);
    await page.locator('[data-step=pool]').getByText('4:12 left').waitFor();
    await page.locator('[data-step=restart]').getByText('time is over').waitFor();
  });
});

describe('commands to copy', () => {
  it('carry what the incident knows in their blanks, and leave secrets alone', async () => {
    await open(EXHAUSTED);
    await page.getByRole('button', { name: /Copy bash: doctl/ }).click();
    await expect.poll(() => calls('copyText')).toEqual([{ text: 'doctl apps create-deployment 3f2c9a' }]);
  });

  it('that destroy ask for the name of the environment first', async () => {
    await open(EXHAUSTED);
    await page.getByRole('button', { name: /Copy bash: redis-cli/ }).click();
    const dialog = page.getByRole('dialog', { name: 'This command destroys' });
    await dialog.getByRole('textbox').fill('staging');
    await page.keyboard.press('Enter');
    expect(await calls('copyText')).toEqual([]);
    await dialog.getByRole('textbox').fill('production');
    await page.keyboard.press('Enter');
    await expect.poll(() => calls('copyText')).toEqual([{ text: 'redis-cli -u $REDIS_URL FLUSHALL' }]);
  });

  it('that destroy are not copied by the key either', async () => {
    await open(EXHAUSTED);
    await page.locator('[data-step=flush] .box').focus();
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'This command destroys' }).waitFor();
    expect(await calls('copyText')).toEqual([]);
  });
});
