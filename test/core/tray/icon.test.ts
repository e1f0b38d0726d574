import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../../electron/core/severity.ts';
import { allIcons, iconFile, SYMBOLS, type TrayIcon, trayIcon } from '../../../electron/core/tray/icon.ts';
import { COLOURS, drawIcon } from '../../../scripts/icons-draw.ts';

const tray = join(import.meta.dirname, '../../../assets/icons/tray');
const plain = SYMBOLS.map((symbol): TrayIcon => ({ ...symbol, muted: false, stripes: false }));
const SHEETS = [
  { folder: 'darwin', ending: '.png', side: 16 },
  { folder: 'darwin', ending: '@2x.png', side: 32 },
  { folder: 'linux', ending: '.png', side: 22 },
  { folder: 'linux', ending: '@2x.png', side: 44 },
] as const;

describe('the picture for a light', () => {
  const calm = { state: 'alarm', severity: 1, owned: false, corner: null, muted: false } as const;

  it('calls with a solid shape while nobody owns the worst alert', () => {
    expect(trayIcon(calm, false)).toEqual({
      shape: 'severity',
      severity: 1,
      fill: 'solid',
      muted: false,
      stripes: false,
    });
    expect(iconFile(trayIcon({ ...calm, corner: 3 }, false))).toBe('sev1-solid');
  });

  it('shows an owned alert as an outline, with the lower one that nobody owns in its corner', () => {
    expect(iconFile(trayIcon({ ...calm, owned: true }, false))).toBe('sev1-outline');
    expect(iconFile(trayIcon({ ...calm, owned: true, corner: 3 }, false))).toBe('sev1-outline-corner3');
  });

  it('never puts the same or a worse severity into the corner', () => {
    for (const severity of SEVERITIES) {
      for (const corner of SEVERITIES) {
        const name = iconFile(trayIcon({ ...calm, severity, corner, owned: true }, false));
        expect(name).toBe(corner > severity ? `sev${severity}-outline-corner${corner}` : `sev${severity}-outline`);
      }
    }
  });

  it('keeps the last known numeral when blind, and no numeral when there was none', () => {
    expect(iconFile(trayIcon({ ...calm, state: 'offline', severity: 2 }, false))).toBe('offline-last2');
    expect(iconFile(trayIcon({ ...calm, state: 'unknown', severity: null }, false))).toBe('unknown');
  });

  it('is never green, and guesses no numeral, when an alarm has no severity', () => {
    expect(iconFile(trayIcon({ ...calm, severity: null }, false))).toBe('unknown');
  });

  it('marks mute and training on any shape', () => {
    expect(iconFile(trayIcon({ ...calm, state: 'well', severity: null, muted: true }, true))).toBe(
      'well-muted-training',
    );
  });
});

describe('the set', () => {
  it('names each of its 104 pictures once', () => {
    const names = allIcons().map(iconFile);
    expect(names).toHaveLength(104);
    expect(new Set(names).size).toBe(104);
  });

  it('has a file for each picture in each size, and no other file', () => {
    const names = allIcons().map(iconFile);
    const endings = { svg: ['.svg'], darwin: ['.png', '@2x.png'], linux: ['.png', '@2x.png'], win32: ['.ico'] };
    for (const [folder, ends] of Object.entries(endings)) {
      const wanted = names.flatMap((name) => ends.map((end) => name + end));
      expect(readdirSync(join(tray, folder)).sort()).toEqual(wanted.sort());
    }
    expect(readdirSync(tray).sort()).toEqual(Object.keys(endings).sort());
    for (const name of ['app.svg', 'app.png', 'app.ico', 'app.icns'])
      expect(existsSync(join(tray, '..', name))).toBe(true);
  });

  it('was drawn by the script as it is now', () => {
    for (const icon of allIcons()) {
      expect(readFileSync(join(tray, 'svg', `${iconFile(icon)}.svg`), 'utf8')).toBe(drawIcon(icon, 32));
    }
  });

  it('is made of whole PNG files of the right size', () => {
    for (const { folder, ending, side } of SHEETS) {
      for (const icon of allIcons()) {
        const picture = decodePng(readFileSync(join(tray, folder, iconFile(icon) + ending)));
        expect([picture.width, picture.height], `${folder}/${iconFile(icon)}`).toEqual([side, side]);
      }
    }
  });

  it('holds in each ICO the four sizes Windows asks for, and the same 16 px picture as the PNG', () => {
    for (const icon of allIcons()) {
      const entries = readIco(readFileSync(join(tray, 'win32', `${iconFile(icon)}.ico`)));
      expect(entries.map((entry) => entry.side)).toEqual([16, 20, 24, 32]);
      const png = decodePng(readFileSync(join(tray, 'darwin', `${iconFile(icon)}.png`))).pixels;
      const smallest = entries[0]?.pixels ?? Buffer.alloc(0);
      const apart = png.map((value, at) => Math.abs(value - (smallest[at] ?? 999)));
      expect(Math.max(...apart)).toBeLessThanOrEqual(1);
    }
  });

  it('has no two pictures with the same pixels', () => {
    for (const { folder, ending } of SHEETS) {
      const seen = new Map<string, string>();
      for (const icon of allIcons()) {
        const name = iconFile(icon);
        const key = decodePng(readFileSync(join(tray, folder, name + ending))).pixels.toString('base64');
        expect(seen.get(key), `${folder}: ${name} looks like`).toBeUndefined();
        seen.set(key, name);
      }
    }
  });

  it('tells the states apart at 16 px without any colour, on a light and on a dark panel', () => {
    // A mark (corner, last known numeral) may change 8 of 256 pixels by a fifth of the range; a state changes 20.
    const marked = (name: string) => /last|corner/.test(name);
    for (const panel of [0xf7, 0x12]) {
      const greys = plain.map((icon) => ({ name: iconFile(icon), grey: greyOn(panel, icon) }));
      for (const [index, one] of greys.entries()) {
        for (const other of greys.slice(index + 1)) {
          const different = one.grey.filter((value, at) => Math.abs(value - (other.grey[at] ?? value)) > 48).length;
          expect(different, `${one.name} and ${other.name} on ${panel}`).toBeGreaterThanOrEqual(
            marked(one.name) || marked(other.name) ? 8 : 20,
          );
        }
      }
    }
  });

  it('writes numerals and signs in colours that stand out from the white around them (4.5:1)', () => {
    for (const [name, colour] of Object.entries(COLOURS)) {
      if (name !== 'halo') expect(contrastWithWhite(colour), name).toBeGreaterThanOrEqual(4.5);
    }
  });
});

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly pixels: Buffer;
}

/** 8-bit RGBA without interlacing, each chunk's checksum verified. */
function decodePng(file: Buffer): Picture {
  expect(file.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const data: Buffer[] = [];
  const types: string[] = [];
  let header = Buffer.alloc(0);
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const body = file.subarray(at + 8, at + 8 + length);
    const type = file.toString('latin1', at + 4, at + 8);
    expect(crc32(file.subarray(at + 4, at + 8 + length))).toBe(file.readUInt32BE(at + 8 + length));
    types.push(type);
    if (type === 'IHDR') header = Buffer.from(body);
    if (type === 'IDAT') data.push(body);
    at += 12 + length;
  }
  expect(types.at(-1)).toBe('IEND');
  expect([...header.subarray(8)]).toEqual([8, 6, 0, 0, 0]);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

function unfilter(raw: Buffer, width: number, height: number): Buffer {
  const stride = width * 4;
  expect(raw).toHaveLength((stride + 1) * height);
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw.readUInt8(y * (stride + 1));
    for (let x = 0; x < stride; x++) {
      const left = x < 4 ? 0 : out.readUInt8(y * stride + x - 4);
      const up = y === 0 ? 0 : out.readUInt8((y - 1) * stride + x);
      const corner = x < 4 || y === 0 ? 0 : out.readUInt8((y - 1) * stride + x - 4);
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? Number.NaN;
      out.writeUInt8((raw.readUInt8(y * (stride + 1) + 1 + x) + predicted) & 255, y * stride + x);
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Each entry's pixels as RGBA from the top row down. */
function readIco(file: Buffer): { side: number; pixels: Buffer }[] {
  expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
  let end = 6 + 16 * file.readUInt16LE(4);
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index;
    const side = file.readUInt8(at);
    const [size, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
    expect(offset).toBe(end);
    end += size;
    expect([file.readUInt32LE(offset), file.readInt32LE(offset + 4), file.readInt32LE(offset + 8)]).toEqual([
      40,
      side,
      2 * side,
    ]);
    expect(size).toBe(40 + side * side * 4 + Math.ceil(side / 32) * 4 * side);
    const rows = Array.from({ length: side }, (_, y) =>
      file.subarray(offset + 40 + (side - 1 - y) * side * 4, offset + 40 + (side - y) * side * 4),
    );
    const pixels = Buffer.concat(rows);
    for (let pixel = 0; pixel < pixels.length; pixel += 4) pixels.subarray(pixel, pixel + 3).reverse();
    return { side, pixels };
  });
  expect(file).toHaveLength(end);
  return entries;
}

/** What is left of the 16 px picture on a grey panel when colour is taken away (Rec. 709 weights). */
function greyOn(panel: number, icon: TrayIcon): number[] {
  const { pixels } = decodePng(readFileSync(join(tray, 'darwin', `${iconFile(icon)}.png`)));
  return Array.from({ length: pixels.length / 4 }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(index * 4, index * 4 + 4);
    const grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    return panel + ((grey - panel) * alpha) / 255;
  });
}

function contrastWithWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
