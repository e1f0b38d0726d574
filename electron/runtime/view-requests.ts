import type { ViewRequest } from '../core/snapshot.ts';

export interface ViewRequests {
  current(): ViewRequest | null;
  /** Asks the window, now or when it is made, to show this first. */
  ask(screen: ViewRequest['screen'], incidentId: string | null): void;
  /** The window has shown it. */
  shown(viewId: number): void;
}

/** What the window is to show first: part of the snapshot, so that a window made later cannot miss it. */
export function createViewRequests(changed: () => void): ViewRequests {
  let current: ViewRequest | null = null;
  let id = 0;
  return {
    current: () => current,
    ask: (screen, incidentId) => {
      id += 1;
      current = { id, screen, incidentId };
      changed();
    },
    shown: (viewId) => {
      if (current === null || current.id > viewId) return;
      current = null;
      changed();
    },
  };
}
