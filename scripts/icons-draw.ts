import type { Severity } from '../electron/core/severity.ts';
import type { TrayIcon, TraySymbol } from '../electron/core/tray/icon.ts';
import { drawGlyph, type GlyphBox } from './icons-glyphs.ts';

/** The window's light-theme tokens: dark enough for white numerals (4.5:1), and the white halo carries them on dark panels. */
export const COLOURS = {
  1: '#c9211e',
  2: '#c2570c',
  3: '#8f6a00',
  4: '#2563b8',
  well: '#1f7a4a',
  unknown: '#6b7280',
  key: '#3a424d',
  lastKnown: '#6b7280',
  muted: '#161a20',
  stripe: '#5d6672',
  halo: '#ffffff',
} as const;

/** The sizes that have a drawing of their own: a picture scaled by half a pixel is a blur. */
export const SIZES = [16, 20, 22, 24, 32, 44] as const;
export type IconSize = (typeof SIZES)[number];

/** Measures in pixels, set by eye per size. */
interface Grid {
  readonly halo: number;
  /** Width of rings, outlines and slashes. */
  readonly line: number;
  readonly numeral: Pick<GlyphBox, 'width' | 'height' | 'stroke'>;
  /** The 3 sits low in a triangle and must be smaller. */
  readonly three: Pick<GlyphBox, 'width' | 'height' | 'stroke'>;
  readonly badge: Pick<GlyphBox, 'width' | 'height' | 'stroke'>;
  /** How far a striped plate shows around the shape. */
  readonly frame: number;
}

const GRIDS: Readonly<Record<IconSize, Grid>> = {
  16: {
    halo: 1,
    line: 1.5,
    numeral: { width: 6, height: 8, stroke: 2 },
    three: { width: 5, height: 7, stroke: 2 },
    badge: { width: 4, height: 7, stroke: 1 },
    frame: 1,
  },
  20: {
    halo: 1,
    line: 2,
    numeral: { width: 8, height: 10, stroke: 2 },
    three: { width: 6, height: 8, stroke: 2 },
    badge: { width: 6, height: 8, stroke: 2 },
    frame: 2,
  },
  22: {
    halo: 1,
    line: 2,
    numeral: { width: 8, height: 12, stroke: 2 },
    three: { width: 6, height: 8, stroke: 2 },
    badge: { width: 6, height: 8, stroke: 2 },
    frame: 2,
  },
  24: {
    halo: 1.5,
    line: 2,
    numeral: { width: 10, height: 12, stroke: 2 },
    three: { width: 8, height: 10, stroke: 2 },
    badge: { width: 6, height: 8, stroke: 2 },
    frame: 2,
  },
  32: {
    halo: 2,
    line: 3,
    numeral: { width: 12, height: 16, stroke: 3 },
    three: { width: 10, height: 13, stroke: 3 },
    badge: { width: 8, height: 12, stroke: 2 },
    frame: 3,
  },
  44: {
    halo: 2,
    line: 4,
    numeral: { width: 16, height: 22, stroke: 4 },
    three: { width: 12, height: 17, stroke: 4 },
    badge: { width: 12, height: 16, stroke: 3 },
    frame: 4,
  },
};

/** The whole picture as an SVG document of `size` x `size` pixels. */
export function drawIcon(icon: TrayIcon, size: IconSize): string {
  const grid = GRIDS[size];
  const inset = icon.stripes ? grid.frame : 0;
  const parts = [
    icon.stripes ? drawPlate(size) : '',
    drawSymbol(icon, size, inset),
    drawBadge(icon, size),
    icon.muted ? drawMuted(size) : '',
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${parts.join('')}</svg>\n`;
}

function drawSymbol(symbol: TraySymbol, size: IconSize, inset: number): string {
  const grid = GRIDS[size];
  const centre = size / 2;
  const radius = centre - grid.halo - inset;
  switch (symbol.shape) {
    case 'well': {
      const u = radius / 7;
      const tick = `M${centre - 3.2 * u} ${centre + 0.2 * u}l${2.3 * u} ${2.4 * u}l${4.2 * u} ${-4.8 * u}`;
      return (
        disc(centre, radius, grid.halo) +
        ring(centre, radius, grid.line, COLOURS.well) +
        line(tick, grid.line + 0.4, COLOURS.well)
      );
    }
    case 'unknown': {
      const glyph = drawGlyph('?', { ...centred(grid.numeral, centre, centre) }, COLOURS.unknown);
      return disc(centre, radius, grid.halo) + ring(centre, radius, grid.line, COLOURS.unknown, 8) + glyph;
    }
    case 'offline': {
      const reach = (radius - grid.line / 2) * Math.SQRT1_2;
      const slash = `M${centre - reach} ${centre + reach}L${centre + reach} ${centre - reach}`;
      return (
        disc(centre, radius, grid.halo) +
        ring(centre, radius, grid.line, COLOURS.unknown) +
        line(slash, grid.line + 0.5, COLOURS.unknown)
      );
    }
    case 'key':
      return drawKey(size, inset);
    case 'severity': {
      const colour = COLOURS[symbol.severity];
      const outline = severityPath(symbol.severity, centre, radius);
      const halo = `<path d="${outline}" fill="${COLOURS.halo}" stroke="${COLOURS.halo}" stroke-width="${2 * grid.halo}" stroke-linejoin="round"/>`;
      const numeral = symbol.severity === 3 ? grid.three : grid.numeral;
      const middle = symbol.severity === 3 ? centre + Math.round(radius * 0.36) : centre;
      const glyph = drawGlyph(
        symbol.severity,
        centred(numeral, centre, middle),
        symbol.fill === 'solid' ? COLOURS.halo : colour,
      );
      if (symbol.fill === 'solid') return `${halo}<path d="${outline}" fill="${colour}"/>${glyph}`;
      const inner = severityPath(symbol.severity, centre, radius - grid.line / 2);
      return `${halo}${line(inner, grid.line, colour)}${glyph}`;
    }
  }
}

/** Octagon, diamond, triangle, circle: `radius` is half the picture's ink. */
export function severityPath(severity: Severity, centre: number, radius: number): string {
  const [low, high] = [centre - radius, centre + radius];
  switch (severity) {
    case 1: {
      const cut = radius * (2 - Math.SQRT2);
      return `M${low + cut} ${low}H${high - cut}L${high} ${low + cut}V${high - cut}L${high - cut} ${high}H${low + cut}L${low} ${high - cut}V${low + cut}z`;
    }
    case 2:
      return `M${centre} ${low}L${high} ${centre}L${centre} ${high}L${low} ${centre}z`;
    case 3:
      return `M${centre} ${low}L${high} ${high}H${low}z`;
    case 4:
      return `M${low} ${centre}A${radius} ${radius} 0 1 1 ${high} ${centre}A${radius} ${radius} 0 1 1 ${low} ${centre}z`;
  }
}

function drawKey(size: IconSize, inset: number): string {
  const grid = GRIDS[size];
  const u = (size - 2 * inset) / 16;
  const at = (n: number) => Math.round(inset + n * u);
  const middle = size / 2;
  const bow = 3.5 * u;
  const bowX = inset + 1 * u + bow;
  const shaft = Math.max(2, Math.round(2 * u));
  const tooth = Math.round(3 * u);
  const path = `M${bowX} ${middle}H${at(15)}M${at(14)} ${middle}v${tooth + shaft / 2}M${at(11)} ${middle}v${tooth}`;
  const bowRing = (width: number, colour: string) =>
    `<circle cx="${bowX}" cy="${middle}" r="${bow - grid.line / 2}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
  return (
    bowRing(grid.line + 2 * grid.halo, COLOURS.halo) +
    line(path, shaft + 2 * grid.halo, COLOURS.halo) +
    bowRing(grid.line + 0.5, COLOURS.key) +
    line(path, shaft, COLOURS.key)
  );
}

/** Bottom right: the last known numeral in grey, or the shape of a lower alert that is nobody's. */
function drawBadge(symbol: TraySymbol, size: IconSize): string {
  const grid = GRIDS[size];
  if ((symbol.shape === 'unknown' || symbol.shape === 'offline') && symbol.last !== null) {
    const { width, height } = grid.badge;
    const box = { ...grid.badge, left: size - width - grid.halo, top: size - height - grid.halo };
    const pad = Math.max(1, grid.halo);
    const plate = `<rect x="${box.left - pad}" y="${box.top - pad}" width="${width + 2 * pad}" height="${height + 2 * pad}" rx="${pad}" fill="${COLOURS.halo}"/>`;
    return plate + drawGlyph(symbol.last, box, COLOURS.lastKnown);
  }
  if (symbol.shape === 'severity' && symbol.fill === 'outline' && symbol.corner !== null) {
    const radius = (size * 3.5) / 16;
    const middle = size - radius;
    const mark = severityPath(symbol.corner, middle, radius);
    return `<path d="${mark}" fill="${COLOURS[symbol.corner]}" stroke="${COLOURS.halo}" stroke-width="${2 * grid.halo}" stroke-linejoin="round" paint-order="stroke"/>`;
  }
  return '';
}

function drawMuted(size: IconSize): string {
  const grid = GRIDS[size];
  const radius = Math.round((size * 2) / 16);
  const middle = radius + grid.halo;
  return `<circle cx="${middle}" cy="${middle}" r="${radius + grid.halo}" fill="${COLOURS.halo}"/><circle cx="${middle}" cy="${middle}" r="${radius}" fill="${COLOURS.muted}"/>`;
}

function drawPlate(size: IconSize): string {
  const period = size / 4;
  const bands = Array.from({ length: 8 }, (_, i) => {
    const x = i * period;
    return `M${x} 0h${period / 2}L${x + period / 2 - size} ${size}h${-period / 2}z`;
  }).join('');
  const corner = size / 8;
  return `<defs><clipPath id="plate"><rect width="${size}" height="${size}" rx="${corner}"/></clipPath></defs><g clip-path="url(#plate)"><rect width="${size}" height="${size}" fill="${COLOURS.halo}"/><path d="${bands}" fill="${COLOURS.stripe}"/></g>`;
}

function disc(centre: number, radius: number, halo: number): string {
  return `<circle cx="${centre}" cy="${centre}" r="${radius + halo}" fill="${COLOURS.halo}"/>`;
}

function ring(centre: number, radius: number, width: number, colour: string, dashes = 0): string {
  const r = radius - width / 2;
  const period = dashes === 0 ? 0 : (2 * Math.PI * r) / dashes;
  const dash = dashes === 0 ? '' : ` stroke-dasharray="${period * 0.6} ${period * 0.4}"`;
  return `<circle cx="${centre}" cy="${centre}" r="${r}" fill="none" stroke="${colour}" stroke-width="${width}"${dash}/>`;
}

function line(path: string, width: number, colour: string): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function centred(glyph: Pick<GlyphBox, 'width' | 'height' | 'stroke'>, x: number, y: number): GlyphBox {
  return { ...glyph, left: Math.round(x - glyph.width / 2), top: Math.round(y - glyph.height / 2) };
}
