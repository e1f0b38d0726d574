import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.ts';

/** Folders that exist on one machine only: a home, a workspace. */
const machineFolder = new RegExp(
  ['/home/[a-z]', '/Users/[A-Za-z]', '/root/', '/work(space)?/', '[A-Z]:\\\\\\\\?Users'].join('|'),
);

/** Tracked text files, line by line: `file:line: text` for each line with a path of one machine. */
export function findMachinePaths(): readonly string[] {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split(
    '\0',
  );
  return tracked.filter(Boolean).flatMap((file) => {
    if (file === 'scripts/check/machine-paths.ts') return [];
    const bytes = readTracked(file);
    if (bytes.includes(0)) return [];
    return bytes
      .toString('utf8')
      .split('\n')
      .flatMap((line, index) => (mentions(line) ? [`${file}:${index + 1}: ${line.trim().slice(0, 160)}`] : []));
  });
}

function mentions(line: string): boolean {
  return line.includes(root) || machineFolder.test(line);
}

function readTracked(file: string): Buffer {
  try {
    return readFileSync(path.join(root, file));
  } catch {
    return Buffer.alloc(0); // deleted in the working tree
  }
}
