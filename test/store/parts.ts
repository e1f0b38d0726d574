import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { StoreError, type StoreErrorCode } from '../../electron/core/ports.ts';
import { type OpenedStore, openStore, type StoreParts } from '../../electron/store/open-store.ts';
import { instant } from './events.ts';

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
