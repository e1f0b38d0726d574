import { spawnSync } from 'node:child_process';
import { isRoot } from './ordinary-user.ts';

/** Debian packages, by what they are for. */
export const PACKAGES = {
  electron: [
    ...['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libdrm2', 'libxkbcommon0', 'libatk-bridge2.0-0'],
    ...['libcups2', 'libnotify4'],
  ],
  desktop: [
    ...['xvfb', 'dbus-daemon', 'libglib2.0-bin', 'fonts-dejavu-core', 'xfce4-panel', 'dunst', 'libnotify-bin'],
    ...['scrot', 'xdotool', 'imagemagick', 'chromium', 'iproute2'],
  ],
  servers: [
    ...['postgresql-15', 'pgbouncer', 'redis-server', 'python3-celery', 'python3-redis', 'python3-kombu'],
    ...['xfce4-notifyd', 'xauth', 'unzip', 'p7zip-full', 'openssl'],
  ],
} as const;

/**
 * Installs what is missing when we are root on a Debian; otherwise says the exact command.
 *
 * @returns the packages that are still missing
 */
export function ensurePackages(
  wanted: readonly string[],
  report: (line: string) => void = console.log,
): readonly string[] {
  if (process.platform !== 'linux') return [];
  if (spawnSync('dpkg-query', ['--version']).status !== 0) {
    report(`This is no Debian: if something is missing, look for what Debian calls ${wanted.join(' ')}.`);
    return [];
  }
  const missing = missingOf(wanted);
  if (missing.length === 0) return [];
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  if (!isRoot) {
    report(`Missing system packages. Install them with:\n  sudo apt-get update && sudo ${install.join(' ')}`);
    return missing;
  }
  report(`Installing ${missing.length} system packages (up to a minute): ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const command of [['apt-get', 'update'], install]) {
    const [program = '', ...args] = command;
    const { status, stderr } = spawnSync(program, ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      env,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    if (status !== 0) report(`${command.join(' ')} failed:\n${stderr}`);
  }
  return missingOf(wanted);
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own format
const INSTALLED = '${Package} ${db:Status-Status}\\n';

function missingOf(wanted: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', INSTALLED], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  // Newer Debians and Ubuntus renamed some libraries when time grew to 64 bits.
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}
