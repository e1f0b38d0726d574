import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHealthServer } from '../servers/health.ts';
import { isAsking, nativeDialog } from './desk/chooser.ts';
import { Hands } from './desk/hands.ts';
import { picturesOf } from './desk/pictures.ts';
import { eventually } from './harness/eventually.ts';
import { expect, test } from './harness/fixtures.ts';

const TEAM = `BEGIN:VCARD
VERSION:3.0
FN:Ana Ruiz
TEL:+34 91 555 01 01
EMAIL:ana@example.com
ROLE:Engineering Lead
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bo Lind
TEL:+46 8 555 01 02
ROLE:On-Call Engineer
END:VCARD
`;

test('people come in, and a post-mortem goes out to file and paper, through the desktop’s own dialogs', async ({
  desktop,
  launch,
}) => {
  test.setTimeout(4 * 60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'sevlight-dialogs-'));
  const picture = picturesOf(desktop, 'dialogs');
  const health = await startHealthServer();
  try {
    const userDataDir = path.join(folder, 'user');
    mkdirSync(userDataDir);
    const app = await launch({ userDataDir, env: { HEALTH_URL: health.url } });
    await desktop.activateTray();
    const page = await app.window();
    const hands = new Hands();
    hands.lookAt(page);
    const heading = page.getByRole('heading', { level: 1 });
    const said = (words: string) => expect(page.getByText(words).first()).toBeVisible();
    await heading.waitFor();

    const team = path.join(folder, 'team.vcf');
    writeFileSync(team, TEAM);
    await hands.press('5');
    await expect(page.getByRole('searchbox', { name: 'Search people' })).toBeFocused();
    await hands.press('Escape', 'i');
    const opening = await nativeDialog('Import contacts or a rota');
    await opening.typePath(team);
    picture('open');
    await opening.enter();
    await expect(page.getByRole('dialog', { name: 'Import team.vcf' })).toContainText('It holds 2 people.');
    picture('import');
    await hands.press('Enter');
    await said('Imported team.vcf.');
    const ladder = page.getByRole('region', { name: 'On the ladder now' }).getByRole('listitem');
    await expect(ladder.nth(0)).toContainText('Bo Lind+46 8 555 01 02');
    await expect(ladder.nth(1)).toContainText('Ana Ruiz+34 91 555 01 01');
    picture('imported');

    await hands.press('Escape', 'o');
    await expect(page.getByRole('dialog', { name: 'Open an incident' })).toBeVisible();
    await hands.type('Users report errors');
    await hands.press('Enter');
    await expect(heading).toHaveText('Users report errors');
    await hands.press('p');
    await expect(heading).toContainText('Post-mortem: Users report errors');

    const file = path.join(folder, 'kept.md');
    writeFileSync(file, 'What somebody else wrote\n');
    await hands.press('x');
    const saving = await nativeDialog('Export as Markdown');
    await saving.typePath(file);
    await saving.enter(() => isAsking(app.pid));
    picture('overwrite');
    // Takes back the answer, then the whole.
    await saving.press('Escape');
    await eventually(async () => !(await isAsking(app.pid)) || undefined, 'the question to close');
    await saving.press('Escape');
    await saving.closed();
    await said('Nothing was exported.');
    expect(readFileSync(file, 'utf8')).toBe('What somebody else wrote\n');

    await page.emulateMedia({ media: 'print' });
    await expect(heading).toBeVisible();
    await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
    await page.emulateMedia({ media: null });

    // The page waits for the dialog, and its key with it.
    const pressed = hands.press('Control+p');
    const printing = await nativeDialog('Print');
    // To a file: there is no printer here.
    await printing.press('Down');
    picture('print');
    await printing.enter();
    const paper = path.join(userDataDir, 'output.pdf');
    const pages = await eventually(() => pagesOf(paper), `the printed ${paper}`, 30_000);
    await pressed;
    console.log(`printed by the desktop’s own dialog: ${pages} pages`);
    expect(pages).toBeGreaterThanOrEqual(1);
    await expect(heading).toContainText('Post-mortem: Users report errors');
    picture('printed');
  } finally {
    await health.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** How many pages a finished PDF has; undefined while it is being written. */
function pagesOf(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pdf = readFileSync(file, 'latin1');
  return pdf.startsWith('%PDF-') && pdf.trimEnd().endsWith('%%EOF')
    ? pdf.match(/\/Type ?\/Page\b/gu)?.length
    : undefined;
}
