/** Where a glyph's ink goes, in pixels of the finished picture; `stroke` is the width of its lines. */
export interface GlyphBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly stroke: number;
}

export type Glyph = 1 | 2 | 3 | 4 | '?';

/** Below 10 px of height a curve is a smear, so these are set pixel by pixel; keyed by width x height. */
const BITMAPS: Readonly<Record<string, Partial<Record<Glyph, string>>>> = {
  '4x7': {
    1: '..#. .##. ..#. ..#. ..#. ..#. .###',
    2: '.##. #..# ...# ..#. .#.. #... ####',
    3: '###. ...# ...# .##. ...# ...# ###.',
    4: '...# ..## .#.# #..# #### ...# ...#',
  },
  '4x6': {
    3: '###. ..## .##. ..## ..## ###.',
  },
  '5x7': {
    2: '.###. ##.## ...## ..##. .##.. ##... #####',
    '?': '.###. ##.## ...## ..##. .##.. ..... .##..',
  },
  '6x8': {
    1: '..##.. .###.. ####.. ..##.. ..##.. ..##.. ..##.. ..##..',
    2: '.####. ##..## ....## ...##. ..##.. .##... ##.... ######',
    3: '.####. ##..## ....## ..###. ....## ....## ##..## .####.',
    4: '...##. ..###. .####. ##.##. ##.##. ###### ...##. ...##.',
    '?': '.####. ##..## ....## ...##. ..##.. ..##.. ...... ..##..',
  },
};

/** An SVG fragment. No font is involved, so the picture is the same on every machine. */
export function drawGlyph(glyph: Glyph, box: GlyphBox, colour: string): string {
  const bitmap = BITMAPS[`${box.width}x${box.height}`]?.[glyph];
  if (bitmap !== undefined) return `<path d="${pixels(bitmap, box)}" fill="${colour}"/>`;
  const line = centreLine(glyph, box);
  const pen = `fill="none" stroke="${colour}" stroke-width="${box.stroke}" stroke-linejoin="round"`;
  return `<path d="${line}" ${pen}/>${glyph === '?' ? dot(box, colour) : ''}`;
}

function pixels(bitmap: string, box: GlyphBox): string {
  return bitmap
    .split(' ')
    .flatMap((row, y) =>
      [...row.matchAll(/#+/g)].map(
        (run) => `M${box.left + run.index} ${box.top + y}h${run[0].length}v1h-${run[0].length}z`,
      ),
    )
    .join('');
}

/** Runs half a stroke inside the box, so that straight edges fall on whole pixels. */
function centreLine(glyph: Glyph, box: GlyphBox): string {
  const half = box.stroke / 2;
  const left = box.left + half;
  const right = box.left + box.width - half;
  const top = box.top + half;
  const bottom = box.top + box.height - half;
  const edge = box.top + box.height;
  const radius = (right - left) / 2;
  switch (glyph) {
    case 1: {
      const stem = box.left + Math.ceil(box.width / 2 + half) - half;
      const flag = Math.min(box.height * 0.3, stem - left);
      return `M${stem - flag} ${top + flag}L${stem} ${top}V${edge}`;
    }
    case 2: {
      const bend = `${right - radius * 0.5} ${top + (bottom - top) * 0.62}`;
      return `M${left} ${top + radius}A${radius} ${radius} 0 0 1 ${right} ${top + radius}Q${right} ${top + radius * 1.6} ${bend}L${left + half * 0.3} ${bottom}H${right + half}`;
    }
    case 3: {
      const middle = top + (bottom - top) * 0.47;
      const upper = (middle - top) / 2;
      const lower = (bottom - middle) / 2;
      const straight = right - upper;
      const start = left - half * 0.6;
      return `M${start} ${top}H${straight}A${upper} ${upper} 0 0 1 ${straight} ${middle}H${left + radius * 0.6}M${straight} ${middle}A${upper} ${lower} 0 0 1 ${straight} ${bottom}H${start}`;
    }
    case 4: {
      const stem = right - Math.round(radius * 0.4);
      const bar = box.top + Math.round(box.height * 0.7) + (box.stroke % 2 === 0 ? 0 : 0.5);
      return `M${stem} ${edge}V${top}L${left} ${bar}H${box.left + box.width}`;
    }
    case '?': {
      const centre = left + radius;
      const gap = edge - box.stroke - Math.max(1, half);
      return `M${left} ${top + radius}A${radius} ${radius} 0 0 1 ${right} ${top + radius}Q${right} ${top + radius * 1.6} ${centre + radius * 0.4} ${top + radius * 2}Q${centre} ${top + radius * 2.3} ${centre} ${gap}`;
    }
  }
}

function dot(box: GlyphBox, colour: string): string {
  const left = box.left + (box.width - box.stroke) / 2;
  const top = box.top + box.height - box.stroke;
  return `<path d="M${left} ${top}h${box.stroke}v${box.stroke}h-${box.stroke}z" fill="${colour}"/>`;
}
