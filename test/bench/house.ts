import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EngineSettings } from '../../electron/core/engine/advance.ts';
import { engineSettings } from '../../electron/core/engine/settings.ts';
import type { WatchedSource } from '../../electron/core/engine/sight.ts';
import type { Playbook } from '../../electron/core/playbook/model.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import type { Surroundings } from '../../electron/core/snapshot/build.ts';

/** The playbook that is shipped, as Markdown. */
export const BUILT_IN = readFileSync(path.resolve(import.meta.dirname, '../../assets/playbook/default.md'), 'utf8');

/** How often the health endpoint is asked, ms. */
export const INTERVAL_MS = 15_000;

const HEALTH: WatchedSource = {
  id: 'health',
  name: 'Health endpoint',
  address: 'service.example',
  intervalMs: INTERVAL_MS,
};

/** What the engine works with where nothing but `sources` is configured. */
export function usualSettings(playbook: Playbook, sources: readonly WatchedSource[] = [HEALTH]): EngineSettings {
  return engineSettings({
    mode: 'live',
    sources,
    playbook,
    thresholds: {},
    overrides: {},
    hours: officeHours('UTC'),
    quietHours: null,
  });
}

export function usualSurroundings(playbook: Playbook, settings: EngineSettings): Surroundings {
  const ids = new Map(playbook.runbooks.map(({ title, id }) => [title, id]));
  return {
    environment: 'production',
    historyOf: () => [],
    offline: null,
    problems: [],
    delivery: { available: true, reason: '' },
    playbook: { title: playbook.title, revision: 1, origin: 'built-in' },
    training: null,
    view: null,
    rules: settings.clocks,
    runbookIdOf: (heading) => ids.get(heading) ?? null,
    lineOn: () => [],
    eventsOf: () => [],
    evidenceOf: () => ({}),
    placeholdersOf: () => ({}),
  };
}
