import type { EngineSettings } from '../core/engine/advance.ts';
import type { Clock } from '../core/ports.ts';
import { buildSnapshot, type Surroundings } from '../core/snapshot/build.ts';
import type { AppSnapshot } from '../core/snapshot.ts';
import type { Engine } from './engine.ts';

export interface Publisher {
  /** The newest snapshot, made now if something has changed since. */
  current(): AppSnapshot;
  /** Something that the snapshot shows has changed. Listeners are told once per turn of the event loop. */
  changed(): void;
  listen(listener: (snapshot: AppSnapshot) => void): void;
  /** Tells nobody any more: what a snapshot is made from may be closed. */
  stop(): void;
}

/** Makes snapshots from the engine's state and tells tray and window. */
export function createPublisher(
  engine: Engine,
  clock: Clock,
  settings: EngineSettings,
  surroundings: () => Surroundings,
): Publisher {
  const listeners: ((snapshot: AppSnapshot) => void)[] = [];
  let revision = 0;
  let snapshot: AppSnapshot | null = null;
  let scheduled = false;
  let stopped = false;

  function current(): AppSnapshot {
    if (snapshot === null) {
      revision += 1;
      snapshot = buildSnapshot(engine.state(), settings, surroundings(), clock.now(), revision);
    }
    return snapshot;
  }

  function changed(): void {
    snapshot = null;
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (stopped) return;
      const next = current();
      for (const listener of listeners) listener(next);
    });
  }

  engine.listen(changed);
  return {
    current,
    changed,
    listen: (listener) => {
      listeners.push(listener);
    },
    stop: () => {
      stopped = true;
    },
  };
}
