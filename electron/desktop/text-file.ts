import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

/** More is no list of people. */
const LARGEST_BYTES = 16_000_000;

export type ReadFile =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** The text of a file, whatever it is written in; too large ones are not opened. */
export async function readTextFile(path: string): Promise<ReadFile> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) return { ok: false, reason: 'This is no file.' };
    if (facts.size > LARGEST_BYTES) {
      const reason = `The file is larger than ${LARGEST_BYTES / 1_000_000} MB: nothing of it was read. Split it, or export it without pictures.`;
      return { ok: false, reason };
    }
    return { ok: true, name: basename(path), text: decoded(await readFile(path)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `The file cannot be read: ${reason}` };
  }
}

/** UTF-8; UTF-16 where the file says so; what Excel writes on Windows where it is neither. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
