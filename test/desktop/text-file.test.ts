import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTextFile } from '../../electron/desktop/text-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sevlight-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'team.csv');
  writeFileSync(path, bytes);
  const file = await readTextFile(path);
  return file.ok ? `${file.name}: ${file.text}` : file.reason;
}

describe('a chosen file', () => {
  it('is read as UTF-8, as UTF-16 where it says so, and as Windows writes it', async () => {
    expect(await read(Buffer.from('Núñez', 'utf8'))).toBe('team.csv: Núñez');
    expect(await read(Buffer.from('\ufeffNúñez', 'utf16le'))).toBe('team.csv: Núñez');
    expect(await read(Buffer.from('\ufeffNúñez', 'utf16le').swap16())).toBe('team.csv: Núñez');
    expect(await read(Buffer.from('N\xfa\xf1ez \x80', 'latin1'))).toBe('team.csv: Núñez €');
  });

  it('is not opened where it is too large, missing or no file', async () => {
    const huge = join(folder, 'huge.vcf');
    writeFileSync(huge, '');
    truncateSync(huge, 100_000_000);
    expect(await readTextFile(huge)).toMatchObject({ ok: false, reason: expect.stringContaining('larger than 16 MB') });
    expect(await readTextFile(folder)).toEqual({ ok: false, reason: 'This is no file.' });
    expect(await readTextFile(join(folder, 'missing'))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ENOENT'),
    });
  });
});
