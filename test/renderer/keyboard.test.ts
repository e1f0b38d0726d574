import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Told } from '../core/postmortem/parts.ts';
import { WORKED } from './fixtures.ts';
import { openStage, type Stage } from './pages.ts';
import { sheet } from './sheets.ts';
import { STORIES } from './stories.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => page.context().close());
afterAll(() => stage.close());

/** What has the focus, as a screen reader names it. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    return at === null || at === document.body ? null : (at.getAttribute('aria-label') ?? at.textContent);
  });
const selected = () => page.evaluate(() => window.getSelection()?.toString());
const answer = (...written: readonly Told[]) =>
  page.evaluate((told) => window.fake.answer('postmortem', told), sheet(...written));
const calls = (name: string) =>
  page.evaluate((wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ input }) => input), name);

/** Three repetitions, as the system makes them. */
async function hold(key: string): Promise<void> {
  for (const _press of [1, 2, 3]) await page.keyboard.down(key);
  await page.keyboard.up(key);
}

async function openIncident(change: Partial<IncidentView> = {}): Promise<void> {
  page = await stage.open({ ...STORIES.acknowledged, incidents: [{ ...WORKED, ...change }] });
  await page.keyboard.press('2');
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
}

async function openPostmortem(...written: readonly Told[]): Promise<void> {
  await openIncident();
  await answer(...written);
  await page.keyboard.press('p');
  await page.getByRole('heading', { level: 1, name: /Post-mortem: / }).waitFor();
}

describe('hands that stay on the keyboard', () => {
  it('are led to the call by its key, every time', async () => {
    await openIncident();
    await page.keyboard.press('d');
    await expect.poll(focused).toBe('Dial');
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('d');
    await expect.poll(focused).toBe('Dial');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => calls('ladderCalled')).toMatchObject([{ level: 2, person: 'Sam Ode' }]);
  });

  it('press a key once however long they stay on it, and go on with the arrows', async () => {
    await openIncident();
    await page.keyboard.press('d');
    await page.keyboard.down('Shift');
    await hold('N');
    await page.keyboard.up('Shift');
    await page.keyboard.press('Tab');
    await hold('Enter');
    const [first, ...others] = await page.locator('[data-step] .box').all();
    await first?.focus();
    await hold('ArrowDown');
    expect(await others[2]?.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.getByRole('heading', { level: 1 }).focus();
    await hold('Space');
    await hold('k');
    expect([await calls('ladderNoAnswer'), await calls('ladderCalled')]).toMatchObject([
      [{ level: 2 }],
      [{ level: 2 }],
    ]);
    expect(await calls('doStep')).toHaveLength(2);
  });

  it('take a post-mortem one state on by a key, and ask for one file', async () => {
    await openPostmortem();
    await hold('s');
    await hold('x');
    expect(await calls('setPostmortemState')).toHaveLength(1);
    expect(await calls('exportPostmortem')).toHaveLength(1);
  });

  it('press a key of the call twice, and it is noted once', async () => {
    await openIncident();
    await page.keyboard.press('d');
    await page.evaluate(() => window.fake.hold('ladderNoAnswer'));
    await page.keyboard.press('Shift+N');
    await page.keyboard.press('Shift+N');
    await page.keyboard.press('Shift+C');
    expect([await calls('ladderNoAnswer'), await calls('ladderCalled')]).toMatchObject([[{ level: 2 }], []]);
    await page.evaluate(() => window.fake.release());
  });

  it('go on from the severity that it has', async () => {
    await openIncident({ severity: 3 });
    await page.keyboard.press('v');
    await page.getByRole('radio', { name: /^SEV1/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches(':checked'))).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await page.getByRole('radio', { name: /^SEV2/ }).isChecked()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.matches(':checked'))).toBe(true);
  });

  it('leave any field with Escape, and the page has its keys again', async () => {
    await openPostmortem();
    await page.getByRole('combobox', { name: 'State' }).focus();
    await page.keyboard.press('Escape');
    expect(await focused()).toBe(null);
    await page.keyboard.press('x');
    await expect.poll(() => calls('exportPostmortem')).toHaveLength(1);
    await page.keyboard.press('5');
    const search = page.getByRole('searchbox', { name: 'Search people' });
    await search.fill('nobody');
    await page.keyboard.press('Escape');
    expect([await search.inputValue(), await focused()]).toEqual(['', 'Search people']);
    await page.keyboard.press('Escape');
    expect(await focused()).toBe(null);
  });

  it('fill one blank after the other', async () => {
    await openPostmortem();
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: 'Head, as Markdown' }).waitFor();
    const first = await selected();
    expect(first).toMatch(/^\{.+\}$/);
    await page.keyboard.press('F2');
    expect(await selected()).toMatch(/^\{.+\}$/);
    await page.keyboard.press('F2');
    expect(await selected()).toBe(first);
  });

  it('go from a new action item to its owner and its day, and stay there while it is saved', async () => {
    const itemId = '00000000-0000-4000-8000-000000000001' as const;
    const item = { itemId, action: 'Alert at 80 connections', owner: '', due: null, status: 'Open' } as const;
    const onDisk = (change: { readonly owner?: string; readonly due?: string }) =>
      answer([3003, { type: 'action-item-set', payload: { ...item, ...change } }]);
    await openPostmortem();
    await page.evaluate((id) => {
      crypto.randomUUID = () => id;
    }, itemId);
    await onDisk({});
    await page.keyboard.press('i');
    await page.keyboard.type(item.action);
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe(`Owner of ${item.action}`);
    await page.keyboard.type('Ben Okoro');
    await onDisk({ owner: 'Ben Okoro' });
    await page.keyboard.press('Tab');
    await expect.poll(() => calls('setActionItem')).toHaveLength(2);
    await page.keyboard.type('11112026');
    expect(await focused()).toBe(`Due date of ${item.action}`);
    await onDisk({ owner: 'Ben Okoro', due: '2026-11-11' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(() => calls('setActionItem')).toHaveLength(3);
    expect(await calls('setActionItem')).toMatchObject([
      { itemId, action: item.action },
      { itemId, owner: 'Ben Okoro' },
      { itemId, owner: 'Ben Okoro', due: '2026-11-11' },
    ]);
    expect(await focused()).toBe(null);
  });
});
