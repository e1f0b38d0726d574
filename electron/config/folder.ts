import { join } from 'node:path';

/** Where a user's Sevlight keeps its configuration file on this platform, as Electron's own user data folder lies. */
export function defaultConfigPath(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  return join(configHome(platform, env, home), 'Sevlight', 'config.yml');
}

function configHome(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  return env.XDG_CONFIG_HOME || join(home, '.config');
}
