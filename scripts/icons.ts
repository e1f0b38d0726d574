import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RenderedImage, Resvg } from '@resvg/resvg-js';
import { allIcons, iconFile } from '../electron/core/tray/icon.ts';
import { drawAppIcon, drawIcon, type IconSize } from './icons-draw.ts';
import { icns, ico } from './icons-formats.ts';
import { drawSheet } from './icons-sheet.ts';

const root = join(import.meta.dirname, '..');
const icons = join(root, 'assets/icons');

/** Draws every picture anew: `npm run icons`. Files that no state uses any more disappear. */
function main(): void {
  rmSync(icons, { recursive: true, force: true });
  // A folder is named like process.platform.
  for (const folder of ['svg', 'darwin', 'linux', 'win32']) mkdirSync(join(icons, 'tray', folder), { recursive: true });
  for (const icon of allIcons()) {
    const name = iconFile(icon);
    const at = (size: IconSize) => render(drawIcon(icon, size));
    const save = (file: string, data: Buffer | string) => writeFileSync(join(icons, 'tray', file), data);
    save(`svg/${name}.svg`, drawIcon(icon, 32));
    save(`darwin/${name}.png`, at(16).asPng());
    save(`darwin/${name}@2x.png`, at(32).asPng());
    save(`linux/${name}.png`, at(22).asPng());
    save(`linux/${name}@2x.png`, at(44).asPng());
    save(`win32/${name}.ico`, ico([at(16), at(20), at(24), at(32)]));
  }
  saveAppIcon();
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(
    join(root, 'docs/tray-states.png'),
    render(drawSheet((icon, size) => render(drawIcon(icon, size)).asPng())).asPng(),
  );
  console.log(`${allIcons().length} tray pictures, the app icon and docs/tray-states.png drawn`);
}

function saveAppIcon(): void {
  const svg = drawAppIcon();
  const at = (side: number) => render(svg, side);
  writeFileSync(join(icons, 'app.svg'), svg);
  writeFileSync(join(icons, 'app.png'), at(512).asPng());
  writeFileSync(join(icons, 'app.ico'), ico([16, 24, 32, 48, 64, 256].map(at)));
  const sides = { ic11: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512 };
  writeFileSync(
    join(icons, 'app.icns'),
    icns(Object.entries(sides).map(([type, side]) => ({ type, png: at(side).asPng() }))),
  );
}

function render(svg: string, width?: number): RenderedImage {
  return new Resvg(svg, width === undefined ? {} : { fitTo: { mode: 'width', value: width } }).render();
}

main();
