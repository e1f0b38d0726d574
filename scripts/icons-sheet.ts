import { SYMBOLS, type TrayIcon, type TraySymbol } from '../electron/core/tray/icon.ts';
import type { IconSize } from './icons-draw.ts';

/** Finished pixels, so that the sheet shows the files as they are and not a second drawing. */
type Picture = (icon: TrayIcon, size: IconSize) => Buffer;

const SHOWN: readonly IconSize[] = [16, 22, 32];
const PANELS = { light: '#f6f7f9', dark: '#0f1216' };
const ZOOM = 4;
const ROW = 16 * ZOOM + 8;
const LABEL = 260;
const PAD = 8;
/** One panel with the three sizes side by side. */
const CELL = SHOWN.reduce((sum, size) => sum + size + PAD, PAD);
const ZOOMED = 16 * ZOOM + 2 * PAD;
const GROUP = 2 * CELL + PAD;
const HEAD = 76;
const WIDTH = LABEL + 2 * ZOOMED + PAD + 4 * (GROUP + PAD);

/**
 * How the colours look to others: Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB (which is what
 * feColorMatrix works on).
 */
const SIMULATIONS = {
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** The contact sheet as one SVG: a row per state, then every state with its dot and stripes. */
export function drawSheet(picture: Picture): string {
  const rows = SYMBOLS.map((symbol, index) => drawRow(symbol, HEAD + index * ROW, picture));
  const marksTop = HEAD + SYMBOLS.length * ROW + 24;
  const marks = drawMarks(marksTop, picture);
  const height = marksTop + marks.height;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${height}" font-family="DejaVu Sans, sans-serif" font-size="12" fill="#161a20"><defs>${filters()}</defs><path d="M0 0h${WIDTH}v${height}H0z" fill="#ffffff"/>${heading()}${rows.join('')}${marks.svg}</svg>`;
}

function filters(): string {
  return Object.entries(SIMULATIONS)
    .map(([name, m]) => {
      const rows = [0, 3, 6].map((at) => `${m.slice(at, at + 3).join(' ')} 0 0`).join(' ');
      return `<filter id="${name}" x="0" y="0" width="1" height="1"><feColorMatrix values="${rows} 0 0 0 1 0"/></filter>`;
    })
    .join('');
}

function groupLeft(index: number): number {
  return LABEL + 2 * ZOOMED + 2 * PAD + index * (GROUP + PAD);
}

function heading(): string {
  const columns = ['usual sight', ...Object.keys(SIMULATIONS)];
  return [
    text(PAD, 28, 'Sevlight: what the tray shows', 18),
    text(PAD, 50, '16, 22 and 32 px as they are, on a light and a dark panel'),
    text(LABEL, 68, '16 px, four times enlarged'),
    ...columns.map((name, index) => text(groupLeft(index) + PAD, 68, name)),
  ].join('');
}

function drawRow(symbol: TraySymbol, top: number, picture: Picture): string {
  const icon: TrayIcon = { ...symbol, muted: false, stripes: false };
  const zoomed = Object.values(PANELS).map((colour, index) => {
    const left = LABEL + index * ZOOMED;
    return (
      panel(left, top, ZOOMED, ROW, colour) +
      image(picture(icon, 16), left + PAD, top + (ROW - 16 * ZOOM) / 2, 16 * ZOOM)
    );
  });
  const panels = Object.values(PANELS).map((colour, index) => panel(index * CELL, top, CELL, ROW, colour));
  const images = drawSizes(icon, 0, top, picture) + drawSizes(icon, CELL, top, picture);
  const groups = ['', ...Object.keys(SIMULATIONS)].map((name, index) => {
    const filter = name === '' ? '' : ` filter="url(#${name})"`;
    return `<g transform="translate(${groupLeft(index)} 0)">${panels.join('')}<g${filter}>${images}</g></g>`;
  });
  return text(PAD, top + ROW / 2 + 4, caption(symbol)) + zoomed.join('') + groups.join('');
}

function drawSizes(icon: TrayIcon, left: number, top: number, picture: Picture): string {
  let x = left;
  return SHOWN.map((size) => {
    x += PAD;
    const svg = image(picture(icon, size), x, top + Math.round((ROW - size) / 2), size);
    x += size;
    return svg;
  }).join('');
}

/** The marks that may lie on any state: 22 px, each state in a column. */
function drawMarks(top: number, picture: Picture): { svg: string; height: number } {
  const marks = [
    { name: 'muted', muted: true, stripes: false },
    { name: 'TRAINING or DRILL', muted: false, stripes: true },
    { name: 'both', muted: true, stripes: true },
  ];
  const step = 22 + 2 * PAD;
  const parts = Object.values(PANELS).flatMap((colour, half) =>
    marks.map(({ name, ...mark }, index) => {
      const y = top + (half * marks.length + index) * step;
      const images = SYMBOLS.map((symbol, column) =>
        image(picture({ ...symbol, ...mark }, 22), LABEL + PAD + column * step, y + PAD, 22),
      );
      return (
        text(PAD, y + 23, `${name} (22 px)`) + panel(LABEL, y, WIDTH - LABEL - PAD, step, colour) + images.join('')
      );
    }),
  );
  return { svg: parts.join(''), height: 2 * marks.length * step + PAD };
}

function caption(symbol: TraySymbol): string {
  switch (symbol.shape) {
    case 'well':
      return 'all well, and looked at';
    case 'key':
      return 'our credentials were refused';
    case 'unknown':
      return symbol.last === null ? 'unknown or too old' : `unknown, last known SEV${symbol.last}`;
    case 'offline':
      return symbol.last === null ? 'this laptop is offline' : `offline, last known SEV${symbol.last}`;
    case 'severity': {
      if (symbol.fill === 'solid') return `SEV${symbol.severity}, nobody owns it`;
      const corner = symbol.corner === null ? '' : `, a SEV${symbol.corner} is nobody's`;
      return `SEV${symbol.severity} acknowledged${corner}`;
    }
  }
}

function text(x: number, y: number, words: string, size = 12): string {
  return `<text x="${x}" y="${y}" font-size="${size}">${words}</text>`;
}

function panel(x: number, y: number, width: number, height: number, colour: string): string {
  return `<path d="M${x} ${y}h${width}v${height}h${-width}z" fill="${colour}"/>`;
}

function image(png: Buffer, x: number, y: number, side: number): string {
  return `<image x="${x}" y="${y}" width="${side}" height="${side}" image-rendering="optimizeSpeed" xlink:href="data:image/png;base64,${png.toString('base64')}"/>`;
}
