import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LADDER_STORIES, type LadderState } from './ladder-stories.ts';
import { openStage, type Stage } from './pages.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function open(state: LadderState, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await stage.open(LADDER_STORIES[state], { colorScheme });
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
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    expect(await page.evaluate(() => window.fake.calls.some(({ name }) => name === 'copyText'))).toBe(true);
    await page.context().close();
  });
});

describe('every state of the ladder', () => {
  for (const state of Object.keys(LADDER_STORIES) as LadderState[]) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${state}, ${scheme}, can be read by everybody`, async () => {
        const page = await open(state, scheme);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        await page.context().close();
      });
    }
  }
});
