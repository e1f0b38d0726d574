import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventBody, NewEvent } from '../../electron/core/events.ts';
import { StoreError, type StoreErrorCode } from '../../electron/core/ports.ts';
import { DAY_MS, type Instant } from '../../electron/core/time.ts';
import { type OpenedStore, openStore, type StoreParts } from '../../electron/store/open-store.ts';

/** 2026-03-02 09:00 UTC. */
export const START_WALL_MS = Date.UTC(2026, 2, 2, 9);

export function instant(afterMs = 0): Instant {
  return { wallMs: START_WALL_MS + afterMs, elapsedMs: 5000.25 + afterMs, awakeMs: 1000.5 + afterMs, bootId: 'boot-1' };
}

export function daysLater(days: number): Instant {
  return instant(days * DAY_MS);
}

const NOTE: EventBody = { type: 'note-added', payload: { text: 'Restarted the pooler' } };

export function event(id: string, body: EventBody = NOTE, rest: Partial<NewEvent> = {}): NewEvent {
  return { ...body, id, at: instant(), actor: 'person', incidentId: 'incident-1', ...rest } as NewEvent;
}

/** `count` events named e1, e2, ... from `first` on. */
export function events(first: number, count: number): NewEvent[] {
  return Array.from({ length: count }, (_, n) => event(`e${first + n}`));
}

export function ids(store: Pick<OpenedStore, 'eventsAfter'>): string[] {
  return store.eventsAfter(0).map(({ id }) => id);
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What `read` answers of the store in `folder`, which is closed again. */
export function withStore<Result>(
  parts: Partial<StoreParts> & { readonly folder: string },
  read: (opened: ReturnType<typeof openStore>) => Result,
): Result {
  const opened = openStore({ now: instant(), ...parts });
  try {
    return read(opened);
  } finally {
    opened.store.close();
  }
}

/** The code with which `work` was refused; null where it was not. */
export function refusalOf(work: () => unknown): StoreErrorCode | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
}
