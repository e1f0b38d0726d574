import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createHandoverHandlers } from '../../electron/commands/handover.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { at, START_MS } from '../core/postmortem/parts.ts';

let folder: string;
let store: OpenedStore;
let saved: { readonly name: string; readonly text: string }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-handover-'));
  store = openStore({ folder, now: at(0) }).store;
  saved = [];
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function handlers(saveText: (name: string, text: string) => Promise<string | null>) {
  return createHandoverHandlers({
    log: store,
    snapshot: () => ({ environment: 'production', incidents: [], mutes: [] }),
    author: 'Ana Ruiz',
    nowWallMs: () => START_MS,
    saveText,
  });
}

const keep = async (name: string, text: string) => {
  saved.push({ name, text });
  return `/somewhere/${name}`;
};

it('keeps as a file what it shows, under the time it was made, with who hands over', async () => {
  const asked = handlers(keep);
  expect(await asked.exportHandover({ hours: 12 })).toBe('Exported to /somewhere/handover-2026-11-23-1402.md');
  expect(saved[0]?.text).toContain('the last 12 h, from Ana Ruiz. Times are UTC.');
  expect(await asked.handover({ hours: 12 })).toEqual({ markdown: saved[0]?.text });
});

it('says that nothing was kept where the dialog was closed, and why where the disk refuses', async () => {
  expect(await handlers(async () => null).exportHandover({ hours: 8 })).toBe('Nothing was exported.');
  const full = handlers(async () => {
    throw new Error('No space left');
  });
  await expect(full.exportHandover({ hours: 8 })).rejects.toMatchObject({
    code: 'storage',
    message: 'The file could not be written: No space left',
  });
});
