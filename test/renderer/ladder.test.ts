import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LadderRow } from '../../electron/core/snapshot.ts';
import { LADDER, NOW_MS, WORKED } from './fixtures.ts';
import { openStage, type Stage } from './pages.ts';
import { STORIES } from './stories.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const PICTURES = process.env.SEVLIGHT_PICTURES;
const MINUTE = 60_000;
const due = { dueWallMs: NOW_MS - 20_000, reason: 'because SEV1 is unresolved for 15 min', state: 'due' } as const;

function onLadder(...changes: readonly Partial<LadderRow>[]) {
  const ladder = LADDER.map((row, index) => ({ ...row, ...changes[index] }));
  return { ...STORIES.acknowledged, incidents: [{ ...WORKED, ladder }] };
}

const STATES = {
  due: onLadder({}, due),
  backup: onLadder(
    {},
    {
      ...due,
      person: 'Bo Lind',
      phone: '+1 202 555 0102',
      outcome: { what: 'no-answer', atWallMs: NOW_MS - MINUTE, person: 'Sam Ode', reason: null },
    },
  ),
  called: onLadder(
    {},
    { state: 'called', outcome: { what: 'called', atWallMs: NOW_MS - MINUTE, person: 'Sam Ode', reason: null } },
  ),
  silent: onLadder({}, { state: 'unanswered' }, { ...due, reason: 'because nobody answered on L2' }),
  breach: {
    ...STORIES.acknowledged,
    incidents: [
      {
        ...WORKED,
        severity: 3 as const,
        flags: [{ flag: 'breach' as const, atWallMs: NOW_MS - MINUTE, reason: 'user 4711 took 300 documents' }],
        ladder: LADDER.map((row) =>
          row.level === 4 ? { ...row, ...due, reason: 'because data may be in the wrong hands' } : row,
        ),
      },
    ],
  },
};

async function open(state: keyof typeof STATES, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await stage.open(STATES[state], { colorScheme });
  await page.keyboard.press('2');
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
  return page;
}

const calls = (page: Page) =>
  page.evaluate(() => window.fake.calls.filter(({ name }) => /ladder|Flag|sever|resolve|open|Status/i.test(name)));

describe('the ladder', () => {
  it('asks to call whoever is due, with number and words to read, and writes down what came of it', async () => {
    const page = await open('due');
    await expect(page.getByText('Call Sam Ode because SEV1 is unresolved for 15 min.').isVisible()).resolves.toBe(true);
    await page.getByText('What to say').click();
    await expect(page.getByText(/Nothing was tried yet/).isVisible()).resolves.toBe(true);
    await page.getByRole('button', { name: 'Called' }).click();
    await page.getByRole('button', { name: 'No answer' }).click();
    await page.getByRole('button', { name: 'Not needed…' }).click();
    await page.getByLabel(/Why not/).fill('nearly over');
    await page.getByRole('button', { name: 'Not needed', exact: true }).click();
    expect((await calls(page)).map(({ name, input }) => [name, (input as { level: number }).level])).toEqual([
      ['ladderCalled', 2],
      ['ladderNoAnswer', 2],
      ['ladderNotNeeded', 2],
    ]);
    await page.context().close();
  });

  it('names who comes next when nobody answered', async () => {
    const page = await open('backup');
    await expect(page.getByText('Sam Ode did not answer.').isVisible()).resolves.toBe(true);
    await expect(page.getByText(/Call Bo Lind/).isVisible()).resolves.toBe(true);
    await page.context().close();
  });

  it('opens a level that is not due yet by key', async () => {
    const page = await open('called');
    await page.keyboard.press('d');
    await expect(page.getByText(/^Call CTO/).isVisible()).resolves.toBe(true);
    await page.context().close();
  });
});

describe('an incident as a whole', () => {
  it('shows what a flag asks for, and takes SEV1 with one click', async () => {
    const page = await open('breach');
    await expect(page.getByText(/Restricted: name no person/).isVisible()).resolves.toBe(true);
    await expect(page.getByRole('heading', { name: /Preserve evidence/ }).isVisible()).resolves.toBe(true);
    await page.getByRole('button', { name: 'Accept SEV1' }).click();
    expect((await calls(page)).at(-1)?.input).toMatchObject({ to: 1, reason: 'proposed by the breach flag' });
    await page.context().close();
  });

  it('shows the playbook’s words where a severity is chosen, by hand or for an incident', async () => {
    const page = await open('due');
    await page.keyboard.press('v');
    await page.getByText(/Service down, data breach/).waitFor();
    await page.getByRole('radio', { name: /SEV2/ }).check();
    await page.getByLabel(/Why/).fill('half of it answers');
    await page.getByRole('button', { name: 'Lower' }).click();
    expect((await calls(page)).at(-1)?.input).toMatchObject({ to: 2, reason: 'half of it answers' });
    await page.keyboard.press('o');
    await page.getByLabel('What is wrong').fill('Users report errors');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect
      .poll(async () => (await calls(page)).at(-1))
      .toMatchObject({
        name: 'openIncident',
        input: { title: 'Users report errors', severity: 3 },
      });
    await page.context().close();
  });

  it('is resolved against the data only when that is said', async () => {
    const page = await open('due');
    await page.keyboard.press('e');
    await page.getByLabel(/What ended it/).fill('restarted');
    await page.keyboard.press('Enter');
    expect(await calls(page)).toEqual([]);
    await page.getByRole('checkbox', { name: /Resolve it all the same/ }).check();
    await page.getByRole('button', { name: 'Resolve', exact: true }).click();
    expect((await calls(page)).at(-1)?.input).toMatchObject({ reason: 'restarted', despite: 'data' });
    await page.context().close();
  });

  it('is handed over on one page', async () => {
    const page = await open('due');
    await page.keyboard.press('h');
    await page.getByText('No incident is open.').waitFor();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    expect(await page.evaluate(() => window.fake.calls.some(({ name }) => name === 'copyText'))).toBe(true);
    await page.context().close();
  });
});

describe('every state of the ladder', () => {
  for (const state of ['due', 'backup', 'called', 'silent', 'breach'] as const) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${state}, ${scheme}, can be read by everybody`, async () => {
        const page = await open(state, scheme);
        if (PICTURES !== undefined) {
          mkdirSync(PICTURES, { recursive: true });
          await page.screenshot({ path: join(PICTURES, `ladder-${state}-${scheme}.png`) });
        }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        await page.context().close();
      });
    }
  }
});
