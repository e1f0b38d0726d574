import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookPerson } from '../../electron/core/contacts/book.ts';
import type { CommandName } from '../../electron/ipc/contract.ts';
import { CONTACTS } from './contacts-fixture.ts';
import { openStage, type Stage } from './pages.ts';
import { STORIES } from './stories.ts';

// Evaluated by the browser's tools, not by the page: the policy stays as it is.
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

async function openContacts(): Promise<Page> {
  const page = await stage.open(STORIES.calm);
  await page.keyboard.press('5');
  await page.locator('input[type=search]:focus').waitFor();
  return page;
}

function calls(page: Page, ...names: readonly CommandName[]): Promise<readonly unknown[]> {
  return page.evaluate(
    (wanted) => window.fake.calls.filter(({ name }) => wanted.includes(name)).map(({ name, input }) => [name, input]),
    names,
  );
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: { run: (context: Document) => Promise<AxeResults> } }).axe.run(document),
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** By how many pixels something must be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const wide = [document.documentElement, ...document.querySelectorAll('main, dialog')];
    return Math.max(...wide.map((element) => element.scrollWidth - element.clientWidth));
  });
}

describe('the contacts', () => {
  it('have the search at hand, and say first who is on call, until when, and who comes next', async () => {
    const page = await openContacts();
    const duty = page.getByRole('region', { name: 'On the ladder now' }).getByRole('listitem');
    expect(await duty.nth(0).innerText()).toMatch(
      /Ben Okoro[\s\S]*01:04 there, 10 h ahead[\s\S]*until Tue 24 Nov 09:04[\s\S]*Next: Ana Ruiz/,
    );
    expect(await duty.nth(3).innerText()).toMatch(/Nobody is named/);
    await page.context().close();
  });

  it('call, write and copy with one click, and open the links of services', async () => {
    const page = await openContacts();
    await page.getByRole('button', { name: 'Call Ben Okoro' }).first().click();
    await page.getByRole('button', { name: 'Copy Cy Young’s number' }).first().click();
    await page.getByRole('button', { name: 'OpenAI: status at status.openai.com' }).click();
    await page.getByRole('button', { name: 'Write to Email' }).click();
    await page.getByRole('button', { name: 'Open War room' }).click();
    expect(await calls(page, 'openLink', 'copyText')).toEqual([
      ['openLink', { url: 'tel:+61255500102' }],
      ['copyText', { text: '+1 202 555 0103' }],
      ['openLink', { url: 'https://status.openai.com/' }],
      ['openLink', { url: 'mailto:incidents@example.com' }],
      ['openLink', { url: 'https://meet.example.com/42' }],
    ]);
    await page.context().close();
  });

  it('find by typing, each answer for the newest words alone', async () => {
    const page = await openContacts();
    await page.keyboard.type('eva');
    const people = page.getByRole('list', { name: 'People' }).getByRole('listitem');
    await expect.poll(() => people.allInnerTexts()).toHaveLength(1);
    expect(await people.first().innerText()).toContain('Eva Lindqvist');
    // What was asked for last but answered late must not come back.
    await page.evaluate(() => window.fake.hold('searchContacts'));
    await page.keyboard.type('x');
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'On the ladder now' }).waitFor();
    await page.evaluate(() => window.fake.release());
    expect(await people.count()).toBe(5);
    await page.keyboard.type('nobody at all');
    await page.getByText('Nobody fits “nobody at all”.').waitFor();
    await page.context().close();
  });

  it('paint within a tenth of a second of a key, with the most that is ever shown', async () => {
    const page = await openContacts();
    await page.evaluate((person) => {
      const people = Array.from(
        { length: 50 },
        (_, n): BookPerson => ({ ...person, key: `k${n}`, name: `Person ${n}` }),
      );
      window.fake.answer('searchContacts', { people, count: 10_000 });
    }, CONTACTS.people[0] as BookPerson);
    await page.keyboard.type('p');
    await page.getByText('And 9,950 others: type more of the name.').waitFor();
    expect(await page.getByRole('list', { name: 'People' }).getByRole('listitem').count()).toBe(50);
    await page.context().close();
  });

  it('show what a file says as text, whatever it says', async () => {
    const page = await openContacts();
    await page.keyboard.type('=hyper');
    const row = page.getByRole('list', { name: 'People' }).getByRole('listitem');
    await expect.poll(() => row.first().innerText()).toContain('=HYPERLINK("https://evil.example";"Ana")');
    expect(await row.first().innerText()).toContain('<img src=x onerror=alert(1)>');
    // No telephone is told to dial a formula.
    expect(await row.getByRole('button', { name: /^Call/ }).count()).toBe(0);
    expect(await page.evaluate(() => window.fake.violations)).toEqual([]);
    await page.context().close();
  });

  it('come from a file that is shown first, with what is wrong in it, and go again by undo', async () => {
    const page = await openContacts();
    await page.getByRole('button', { name: 'Import…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import team.csv' });
    expect(await dialog.innerText()).toMatch(
      /It holds 6 people\.[\s\S]*take the place of[\s\S]*2 lines need a look[\s\S]*Line 4 The name is “TBD”/,
    );
    expect(await calls(page, 'importContacts')).toEqual([]);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await calls(page, 'importContacts')).toMatchObject([['importContacts', { previewId: 'preview-1' }]]);
    await page.getByRole('button', { name: 'Undo the import of rota.ics' }).click();
    expect(await calls(page, 'dropContacts')).toMatchObject([['dropContacts', { id: 'import-2' }]]);
    await page.context().close();
  });

  it('say why a file cannot be read', async () => {
    const page = await openContacts();
    await page.evaluate(() => window.fake.refuse('chooseContactsFile', 'The file is larger than 16 MB.'));
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('alert').getByText('The file is larger than 16 MB.').waitFor();
    await page.context().close();
  });

  it('let somebody be confirmed, or take over for a while', async () => {
    const page = await openContacts();
    await page.getByRole('button', { name: 'Ana Ruiz', exact: true }).click();
    await page.getByRole('button', { name: 'Confirm the number' }).click();
    await page.getByRole('button', { name: 'Takes over…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ana Ruiz takes over' });
    await dialog.getByText('L2 Engineering Lead').click();
    await dialog.getByText('4 hours', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Take over' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await calls(page, 'confirmContact', 'takeOver')).toMatchObject([
      ['confirmContact', { key: 'ana.ruiz@example.com' }],
      ['takeOver', { key: 'ana.ruiz@example.com', level: 2, untilWallMs: Date.UTC(2026, 10, 23, 18, 4) }],
    ]);
    await page.context().close();
  });

  it('are worked by key alone: leave the field, import, copy and call who is on call', async () => {
    const page = await openContacts();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.keyboard.press('c');
    await page.keyboard.press('/');
    await page.keyboard.type('eva');
    expect(await page.getByRole('searchbox').inputValue()).toBe('eva');
    expect(await calls(page, 'openLink', 'copyText')).toEqual([
      ['copyText', { text: '+61 2 5550 0102' }],
      ['openLink', { url: 'tel:+61255500102' }],
    ]);
    await page.context().close();
  });

  it('can be used by everybody: light, dark, opened, in both dialogs, at every size', async () => {
    const page = await openContacts();
    await page.getByRole('region', { name: 'On the ladder now' }).waitFor();
    await page.evaluate(AXE);
    const sizes = [
      { width: 1200, height: 760 },
      { width: 900, height: 600 },
      { width: 320, height: 640 },
    ];
    async function look(): Promise<void> {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      for (const size of sizes) {
        await page.setViewportSize(size);
        expect({ size, sideways: await sideways(page) }).toEqual({ size, sideways: 0 });
      }
      await page.setViewportSize({ width: 1200, height: 760 });
    }
    await page.getByRole('button', { name: 'Ana Ruiz', exact: true }).click();
    await look();
    await page.getByRole('button', { name: 'Takes over…' }).click();
    await look();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByRole('dialog', { name: 'Import team.csv' }).waitFor();
    await look();
    expect(await page.evaluate(() => window.fake.violations)).toEqual([]);
    await page.context().close();
  });

  it('need no network: with the cable out, nothing is even asked for', async () => {
    const page = await openContacts();
    await page.context().setOffline(true);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.keyboard.type('eva');
    await page.getByRole('list', { name: 'People' }).getByText('Eva Lindqvist').waitFor();
    await page.getByRole('button', { name: 'Copy Eva Lindqvist’s number' }).click();
    expect(asked).toEqual([]);
    await page.context().close();
  });
});
