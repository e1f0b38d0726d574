import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_COMPONENT_NAMES } from './core/checks/health-components.ts';
import type { Playbook } from './core/playbook/model.ts';
import { parsePlaybook } from './core/playbook/parse.ts';
import { StoreError } from './core/ports.ts';
import { Secret } from './core/secret.ts';
import type { Problem } from './core/snapshot.ts';
import type { SourcesSettings } from './core/source-settings.ts';
import type { Instant } from './core/time.ts';
import { openStore } from './store/open-store.ts';
import type { Training } from './training/training.ts';

/** The store in `folder`, or, where that cannot be opened, one that is thrown away: watching goes on, and it is said. */
export function openStoreOrLend(
  folder: string,
  now: Instant,
  sqliteModule: string | null,
): ReturnType<typeof openStore> {
  try {
    return openStore({ folder, now, sqliteModule });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const lent = openStore({ folder: mkdtempSync(join(tmpdir(), 'sevlight-')), now, sqliteModule });
    const message = `Nothing is kept beyond this run, and what was kept before is not shown. ${error.message}`;
    return { store: lent.store, problems: [{ area: 'storage', severity: 'error', message }] };
  }
}

/** Every training starts from nothing: a drill cut short is no incident. */
export function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  return folder;
}

/** What this computer calls whoever uses it; null where that names nobody. */
export function accountName(): string | null {
  try {
    const { username } = userInfo();
    return /^(root|nobody|admin(istrator)?|user|)$/iu.test(username) ? null : username;
  } catch {
    // An account that the system does not list has no name.
    return null;
  }
}

export function readFile(path: string): string {
  return readFileSync(path, 'utf8');
}

export interface ReadPlaybook {
  readonly playbook: Playbook;
  readonly origin: 'built-in' | 'file';
  readonly file: string;
}

/** The team's document, or, where there is none or it cannot be read, the built-in one; `problems` is told why. */
export function readPlaybook(file: string | null, builtIn: string, problems: Problem[]): ReadPlaybook {
  if (file !== null) {
    try {
      return { playbook: parsePlaybook(readFile(file)), origin: 'file', file };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `The playbook ${file} cannot be read, so the built-in one is used. Check "playbook" in the configuration. ${reason}`;
      problems.push({ area: 'playbook', severity: 'error', message });
    }
  }
  return { playbook: parsePlaybook(readFile(builtIn)), origin: 'built-in', file: 'built-in playbook' };
}

/** The drill's system in the place of the configured one; nobody outside this computer is asked. */
export function simulated(training: Training, settings: SourcesSettings): SourcesSettings {
  const url = new Secret(training.healthUrl);
  const health = {
    url,
    intervalMs: training.drill.intervalMs,
    ca: null,
    components: DEFAULT_COMPONENT_NAMES,
    ignored: [],
  };
  return { ...settings, health, vendors: null, connectivity: null, references: [] };
}
