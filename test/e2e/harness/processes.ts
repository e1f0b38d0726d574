import { readdirSync, readFileSync } from 'node:fs';

/** A process and its descendants as /proc shows them. */
export type Process = { readonly pid: number; readonly arguments: readonly string[]; readonly seccomp: number };

export function processTree(root: number): readonly Process[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const parent = statusField(Number(name), 'PPid');
      return parent === undefined ? [] : [{ pid: Number(name), parent }];
    });
  const pids = [root];
  for (const pid of pids) pids.push(...parents.filter(({ parent }) => parent === pid).map((child) => child.pid));
  return pids.flatMap((pid) => {
    const seccomp = statusField(pid, 'Seccomp');
    const commandLine = read(pid, 'cmdline');
    // Chromium's zygotes overwrite their command line with one space-separated string.
    return seccomp === undefined || commandLine === undefined
      ? []
      : [{ pid, arguments: commandLine.split(/[\0 ]/).filter(Boolean), seccomp }];
  });
}

/** Ends a process and all its descendants at once, as a power cut would. */
export function killTree(root: number): void {
  for (const { pid } of processTree(root)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone with its parent
    }
  }
}

export function isAlive(pid: number): boolean {
  return read(pid, 'cmdline') !== undefined;
}

function statusField(pid: number, name: string): number | undefined {
  const match = new RegExp(`^${name}:\\s+(\\d+)$`, 'm').exec(read(pid, 'status') ?? '');
  return match === null ? undefined : Number(match[1]);
}

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
