import type { RenderedImage } from '@resvg/resvg-js';

/**
 * A Windows icon file with one entry per picture. Up to 128 px they are 32-bit bitmaps, which every loader reads; above
 * that PNG, as Windows itself does (a 256 px bitmap would be 256 KiB).
 */
export function ico(pictures: readonly RenderedImage[]): Buffer {
  const entries = pictures.map((picture) => ({
    side: picture.width,
    data: picture.width > 128 ? picture.asPng() : bitmap(picture),
  }));
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  for (const [index, { side, data }] of entries.entries()) {
    const at = 6 + 16 * index;
    // One byte: 0 stands for 256.
    header.writeUInt8(side % 256, at);
    header.writeUInt8(side % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(data.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += data.length;
  }
  return Buffer.concat([header, ...entries.map((entry) => entry.data)]);
}

/** BITMAPINFOHEADER, pixels from the bottom row up as BGRA, then an empty 1-bit mask with rows of whole 4 bytes. */
function bitmap(picture: RenderedImage): Buffer {
  const { width: side } = picture;
  const pixels = straightAlpha(picture);
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(side, 4);
  // Pixels and mask count together.
  header.writeInt32LE(2 * side, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const rows = Array.from({ length: side }, (_, y) =>
    pixels.subarray((side - 1 - y) * side * 4, (side - y) * side * 4),
  );
  const body = Buffer.concat(rows);
  for (let at = 0; at < body.length; at += 4) body.subarray(at, at + 3).reverse();
  return Buffer.concat([header, body, Buffer.alloc(Math.ceil(side / 32) * 4 * side)]);
}

/** RGBA bytes. The renderer multiplies colours with their alpha; files store them apart. */
function straightAlpha(picture: RenderedImage): Buffer {
  const pixels = Buffer.from(picture.pixels);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels.readUInt8(at + 3);
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel++) {
      pixels.writeUInt8(Math.min(255, Math.round((pixels.readUInt8(channel) * 255) / alpha)), channel);
    }
  }
  return pixels;
}

/** A macOS icon file: type, length, PNG for each entry. Types: Apple's icns, `ic11` is 16 pt at 2x and so on. */
export function icns(entries: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const chunks = entries.map(({ type, png }) =>
    Buffer.concat([Buffer.from(type, 'ascii'), length(png.length + 8), png]),
  );
  const body = Buffer.concat(chunks);
  return Buffer.concat([Buffer.from('icns', 'ascii'), length(body.length + 8), body]);
}

function length(bytes: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(bytes);
  return buffer;
}
