import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise } from 'yauzl';

const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;

/**
 * Unpacks a zip. `place` turns an entry's name into a path below `target`, or undefined to leave it out.
 * yauzl refuses names that climb out of the target.
 */
export async function unzip(zip: string, target: string, place: (name: string) => string | undefined): Promise<void> {
  const file = await openPromise(zip);
  for await (const entry of file.eachEntry()) {
    const name = place(entry.fileName);
    if (name === undefined) continue;
    const destination = path.join(target, name);
    if (entry.fileName.endsWith('/')) {
      await mkdir(destination, { recursive: true });
      continue;
    }
    await mkdir(path.dirname(destination), { recursive: true });
    const content = await file.openReadStreamPromise(entry);
    const mode = modeOf(entry);
    if ((mode & FILE_TYPE) === SYMLINK) await symlink((await buffer(content)).toString('utf8'), destination);
    else await pipeline(content, createWriteStream(destination, { mode: mode & 0o777 || 0o644 }));
  }
}

/** The Unix mode, which zip keeps in the upper half of the external attributes. */
function modeOf(entry: Entry): number {
  return entry.externalFileAttributes >>> 16;
}
