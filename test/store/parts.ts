import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EventBody, NewEvent } from '../../electron/core/events.ts';
import type { Instant } from '../../electron/core/time.ts';

/** 2026-03-02 09:00 UTC. */
export const START_WALL_MS = Date.UTC(2026, 2, 2, 9);

export function instant(afterMs = 0): Instant {
  return { wallMs: START_WALL_MS + afterMs, elapsedMs: 5000.25 + afterMs, awakeMs: 1000.5 + afterMs, bootId: 'boot-1' };
}

const NOTE: EventBody = { type: 'note-added', payload: { text: 'Restarted the pooler' } };

export function event(id: string, body: EventBody = NOTE, rest: Partial<NewEvent> = {}): NewEvent {
  return { ...body, id, at: instant(), actor: 'person', incidentId: 'incident-1', ...rest } as NewEvent;
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
