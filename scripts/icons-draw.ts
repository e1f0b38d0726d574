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
  ink: '#161a20',
  halo: '#ffffff',
} as const;

/** The sizes that have a drawing of their own: a picture scaled by half a pixel is a blur. */
export const SIZES = [16, 20, 22, 24, 32, 44] as const;
export type IconSize = (typeof SIZES)[number];

interface Point {
  readonly x: number;
  readonly y: number;
}

type Ink = Pick<GlyphBox, 'width' | 'height' | 'stroke'>;

/** Measures in pixels, set by eye per size. */
interface Grid {
  readonly halo: number;
  readonly ring: number;
  readonly outline: number;
  /** A slanted line covers more pixels than it is wide. */
  readonly pointed: number;
  /** A diamond and a triangle leave less room than an octagon and a circle, which share theirs with the question mark. */
  readonly wide: Ink;
  readonly diamond: Ink;
  readonly triangle: Ink;
  readonly badge: Ink;
  /** How far a striped plate shows around the shape. */
  readonly frame: number;
}

const GRIDS: Readonly<Record<IconSize, Grid>> = {
  16: {
    halo: 1,
    ring: 2,
    outline: 2,
    pointed: 1.4,
    wide: ink(6, 8, 2),
    diamond: ink(5, 7, 2),
    triangle: ink(4, 6, 2),
    badge: ink(4, 7, 1),
    frame: 1,
  },
  20: {
    halo: 1,
    ring: 2,
    outline: 2,
    pointed: 1.4,
    wide: ink(8, 10, 2),
    diamond: ink(6, 8, 2),
    triangle: ink(6, 8, 2),
    badge: ink(6, 8, 2),
    frame: 2,
  },
  22: {
    halo: 1,
    ring: 2,
    outline: 2,
    pointed: 1.6,
    wide: ink(8, 12, 2),
    diamond: ink(6, 8, 2),
    triangle: ink(6, 8, 2),
    badge: ink(6, 8, 2),
    frame: 2,
  },
  24: {
    halo: 1,
    ring: 2,
    outline: 2,
    pointed: 1.7,
    wide: ink(10, 12, 2),
    diamond: ink(8, 10, 2),
    triangle: ink(6, 8, 2),
    badge: ink(6, 8, 2),
    frame: 2,
  },
  32: {
    halo: 2,
    ring: 3,
    outline: 3,
    pointed: 2.2,
    wide: ink(12, 16, 3),
    diamond: ink(10, 13, 3),
    triangle: ink(10, 12, 3),
    badge: ink(8, 12, 2),
    frame: 3,
  },
  44: {
    halo: 2,
    ring: 4,
    outline: 4,
    pointed: 3,
    wide: ink(16, 22, 4),
    diamond: ink(14, 18, 4),
    triangle: ink(12, 17, 4),
    badge: ink(12, 16, 3),
    frame: 4,
  },
};

function ink(width: number, height: number, stroke: number): Ink {
  return { width, height, stroke };
}

/** The whole picture as an SVG document of `size` x `size` pixels. */
export function drawIcon(icon: TrayIcon, size: IconSize): string {
  const inset = icon.stripes ? GRIDS[size].frame : 0;
  const parts = [
    icon.stripes ? drawPlate(size) : '',
    drawSymbol(icon, size, inset),
    drawMark(icon, size),
    icon.muted ? drawMuted(size) : '',
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}">${parts.join('')}</svg>\n`;
}

function drawSymbol(symbol: TraySymbol, size: IconSize, inset: number): string {
  const grid = GRIDS[size];
  const middle = { x: size / 2, y: size / 2 };
  const radius = size / 2 - grid.halo - inset;
  const white = disc(middle, radius + grid.halo, COLOURS.halo);
  switch (symbol.shape) {
    case 'well': {
      const unit = radius / 7;
      const tick = `M${middle.x - 3.2 * unit} ${middle.y + 0.2 * unit}l${2.3 * unit} ${2.4 * unit}l${4.2 * unit} ${-4.8 * unit}`;
      return white + ring(middle, radius, grid.ring, COLOURS.well) + line(tick, grid.ring, COLOURS.well);
    }
    case 'unknown':
      return (
        white +
        ring(middle, radius, grid.ring * 0.75, COLOURS.unknown, 8) +
        drawGlyph('?', centred(inset === 0 ? grid.wide : grid.diamond, middle), COLOURS.unknown)
      );
    case 'offline': {
      const reach = (radius - grid.ring / 2) * Math.SQRT1_2;
      const slash = `M${middle.x - reach} ${middle.y + reach}l${2 * reach} ${-2 * reach}`;
      return white + ring(middle, radius, grid.ring, COLOURS.unknown) + line(slash, grid.ring, COLOURS.unknown);
    }
    case 'key':
      return drawKey(size, inset);
    case 'severity':
      return drawSeverity(symbol.severity, symbol.fill, size, inset);
  }
}

function drawSeverity(severity: Severity, fill: 'solid' | 'outline', size: IconSize, inset: number): string {
  const grid = GRIDS[size];
  const colour = COLOURS[severity];
  const centre = size / 2;
  const pointed = severity === 2 || severity === 3;
  // A pointed shape may use the margin (its tips are thin) and leaves a plate's corners free as it is.
  const radius = pointed ? centre - grid.halo / 2 : centre - grid.halo - inset;
  const shape = severityPath(severity, { x: centre, y: centre }, radius);
  const numeral = severity === 2 ? grid.diamond : severity === 3 ? grid.triangle : grid.wide;
  const drop = severity === 3 ? radius - grid.outline - grid.halo / 2 - numeral.height / 2 : 0;
  // The triangle's foot is level: a whole number of pixels keeps it clear of the numeral.
  const slanted = severity === 3 ? Math.round(grid.pointed) : grid.pointed;
  const outline = pointed || inset > 0 ? slanted : grid.outline;
  const halo = `<path d="${shape}" fill="${COLOURS.halo}" stroke="${COLOURS.halo}" stroke-width="${2 * grid.halo}" stroke-linejoin="round"/>`;
  const body =
    fill === 'solid'
      ? `<path d="${shape}" fill="${colour}"/>`
      : `<clipPath id="shape"><path d="${shape}"/></clipPath><path d="${shape}" clip-path="url(#shape)" fill="none" stroke="${colour}" stroke-width="${2 * outline}"/>`;
  const glyph = drawGlyph(
    severity,
    centred(numeral, { x: centre, y: centre + drop }),
    fill === 'solid' ? COLOURS.halo : colour,
  );
  return halo + body + glyph;
}

/** Octagon, diamond, triangle, circle: `radius` is half the width of the ink. */
export function severityPath(severity: Severity, { x, y }: Point, radius: number): string {
  const [left, right, top, bottom] = [x - radius, x + radius, y - radius, y + radius];
  switch (severity) {
    case 1: {
      const cut = radius * (2 - Math.SQRT2);
      return `M${left + cut} ${top}H${right - cut}L${right} ${top + cut}V${bottom - cut}L${right - cut} ${bottom}H${left + cut}L${left} ${bottom - cut}V${top + cut}z`;
    }
    case 2:
      return `M${x} ${top}L${right} ${y}L${x} ${bottom}L${left} ${y}z`;
    case 3:
      return `M${x} ${top}L${right} ${Math.floor(bottom)}H${left}z`;
    case 4:
      return `M${left} ${y}A${radius} ${radius} 0 1 1 ${right} ${y}A${radius} ${radius} 0 1 1 ${left} ${y}z`;
  }
}

function drawKey(size: IconSize, inset: number): string {
  const grid = GRIDS[size];
  const unit = (size - 2 * inset) / 16;
  const at = (n: number) => Math.round(inset + n * unit);
  const width = Math.max(2, Math.round(2 * unit));

  const tip = at(16) - grid.halo;
  // A line of odd width is sharp between two pixel edges.
  const axis = size / 2 + (width % 2) / 2;
  const bow = { x: at(0) + grid.halo + 4 * unit, y: axis };
  const shaft = `M${bow.x + 3 * unit} ${axis}H${tip}M${tip - width / 2} ${axis}v${at(4) - at(0)}M${tip - 2 * width - width / 2} ${axis}v${at(3) - at(0)}`;
  const ground = `<path d="M0 ${at(3)}h${size}v${at(14) - at(3)}h${-size}z" fill="${COLOURS.halo}"/>`;
  return (
    (inset === 0 ? '' : ground) +
    disc(bow, 4 * unit + grid.halo, COLOURS.halo) +
    `<path d="${shaft}" fill="none" stroke="${COLOURS.halo}" stroke-width="${width + 2 * grid.halo}" stroke-linecap="square"/>` +
    ring(bow, 4 * unit, grid.ring, COLOURS.ink) +
    line(shaft, width, COLOURS.ink)
  );
}

/** The last known numeral, grey, bottom right; or top right the shape of a lower alert that is nobody's. */
function drawMark(symbol: TraySymbol, size: IconSize): string {
  const grid = GRIDS[size];
  if ((symbol.shape === 'unknown' || symbol.shape === 'offline') && symbol.last !== null) {
    const { width, height } = grid.badge;
    const box = { ...grid.badge, left: size - width - grid.halo, top: size - height - grid.halo };
    const plate = `<path d="M${box.left - grid.halo} ${box.top - grid.halo}H${size}V${size}H${box.left - grid.halo}z" fill="${COLOURS.halo}"/>`;
    return plate + drawGlyph(symbol.last, box, COLOURS.unknown);
  }
  if (symbol.shape === 'severity' && symbol.fill === 'outline' && symbol.corner !== null) {
    // A circle of the same width fills more than the pointed shapes do.
    const radius = (size * (symbol.corner === 4 ? 2.5 : 3)) / 16;
    const mark = severityPath(symbol.corner, { x: size - radius, y: radius }, radius);
    return (
      `<path d="${mark}" fill="${COLOURS.halo}" stroke="${COLOURS.halo}" stroke-width="${1.5 * grid.halo}" stroke-linejoin="round"/>` +
      `<path d="${mark}" fill="${COLOURS[symbol.corner]}"/>`
    );
  }
  return '';
}

function drawMuted(size: IconSize): string {
  const { halo } = GRIDS[size];
  const radius = Math.floor(size / 8);
  const middle = { x: radius + halo, y: radius + halo };
  return disc(middle, radius + halo, COLOURS.halo) + disc(middle, radius, COLOURS.ink);
}

function drawPlate(size: IconSize): string {
  const band = size / 5;
  const bands = Array.from({ length: 5 }, (_, i) => {
    const x = (2 * i + 0.5) * band;
    return `M${x} 0h${band}l${-size} ${size}h${-band}z`;
  }).join('');
  return `<clipPath id="plate"><rect width="${size}" height="${size}" rx="${size / 8}"/></clipPath><g clip-path="url(#plate)"><path d="M0 0h${size}v${size}H0z" fill="${COLOURS.halo}"/><path d="${bands}" fill="${COLOURS.ink}"/></g>`;
}

function disc({ x, y }: Point, radius: number, colour: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`;
}

/** `radius` is the outer one. */
function ring({ x, y }: Point, radius: number, width: number, colour: string, dashes = 0): string {
  const r = radius - width / 2;
  const period = dashes === 0 ? 0 : (2 * Math.PI * r) / dashes;
  const dash = dashes === 0 ? '' : ` stroke-dasharray="${period * 0.6} ${period * 0.4}"`;
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${colour}" stroke-width="${width}"${dash}/>`;
}

function line(path: string, width: number, colour: string): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
}

function centred(glyph: Ink, { x, y }: Point): GlyphBox {
  return { ...glyph, left: Math.round(x - glyph.width / 2), top: Math.round(y - glyph.height / 2) };
}

/** The app's own picture: an octagon with a light in it. It carries no severity, because it never changes. */
export function drawAppIcon(): string {
  const middle = { x: 256, y: 256 };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512"><defs><radialGradient id="glow"><stop offset="0.3" stop-color="#57c98a" stop-opacity="0.55"/><stop offset="1" stop-color="#57c98a" stop-opacity="0"/></radialGradient></defs><rect x="36" y="36" width="440" height="440" rx="100" fill="#171b21"/><path d="${severityPath(1, middle, 150)}" fill="none" stroke="#e8ebef" stroke-width="30" stroke-linejoin="round"/><circle cx="256" cy="256" r="126" fill="url(#glow)"/>${disc(middle, 62, '#57c98a')}</svg>\n`;
}
