import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { HOUR_MS } from '../../electron/core/time.ts';
import { instant } from './events.ts';
import { ids, refusalOf, temporaryFolder, withStore } from './parts.ts';

/** The writer as one file of JavaScript: it starts in half the time. */
let writer: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-writer-'));
  writer = join(folder, 'writer.mjs');
  const bundle = await rolldown({ input: join(import.meta.dirname, 'writer.ts'), platform: 'node' });
  await bundle.write({ file: writer });
  await bundle.close();
  return () => rmSync(folder, { recursive: true });
});

/** Every kill is of a process of its own. Two lanes, one for each core of a small machine. */
const KILLS = 520;
const LANES = 2;
/** Then a new store, so that reading all of it stays cheap. */
const KILLS_PER_STORE = 20;

/** Starts the writer; `heard` grows by what it says. */
function startWriter(
  folder: string,
  afterMs = 0,
): { child: ChildProcess; heard: { text: string }; ended: Promise<unknown> } {
  const child = spawn(process.execPath, ['--no-warnings', writer, folder, String(afterMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const heard = { text: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    heard.text += text;
  });
  // `close` comes after the last of its output.
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, heard, ended };
}

async function until(heard: { text: string }, word: string): Promise<void> {
  while (!heard.text.includes(word)) await sleep(1);
}

/** The highest number acknowledged in whole lines; 0 where there was none. */
function lastAcknowledged(text: string): number {
  return Math.max(0, ...[...text.matchAll(/^ack \d+ (\d+)\n/gm)].map(([, last]) => Number(last)));
}

describe('kill -9', () => {
  it(`loses no acknowledged write at ${KILLS} random points`, { timeout: 180_000 }, async () => {
    const counted = { whileCommitting: 0, beforeFirstAck: 0, acknowledged: 0 };

    async function lane(number: number): Promise<void> {
      let folder = '';
      let acknowledged = 0;
      for (let kill = 0; kill < KILLS / LANES; kill += 1) {
        if (kill % KILLS_PER_STORE === 0) {
          counted.acknowledged += acknowledged;
          acknowledged = 0;
          folder = temporaryFolder();
        }
        // Twelve hours from start to start, so that every second one makes a backup as well.
        const afterMs = (kill * LANES + number) * 12 * HOUR_MS;
        const { child, heard, ended } = startWriter(folder, afterMs);
        // One in eight dies on its way up; the others at any moment of their first 25 ms of commits.
        if (kill % 8 === 0) await sleep(Math.random() * 120);
        else await until(heard, 'ack').then(() => sleep(Math.random() * 25));
        child.kill('SIGKILL');
        await ended;
        expect(heard.text).not.toContain('problem');

        const last = lastAcknowledged(heard.text);
        if (last === 0) counted.beforeFirstAck += 1;
        else counted.whileCommitting += 1;
        acknowledged = Math.max(acknowledged, last);
        withStore({ folder, now: instant(afterMs) }, ({ store, problems }) => {
          expect(problems).toEqual([]);
          const stored = ids(store);
          expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
          expect(stored).toEqual(Array.from(stored, (_, n) => `e${n + 1}`));
          // The state is of the very commit that the last event is of.
          expect(store.state('last') ?? 0).toBe(stored.length);
        });
      }
      counted.acknowledged += acknowledged;
    }

    await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    console.log(
      `kill -9: ${counted.whileCommitting} kills while committing, ${counted.beforeFirstAck} before the first ` +
        `acknowledgement; ${counted.acknowledged} acknowledged events, all there`,
    );
    expect(counted.whileCommitting).toBeGreaterThanOrEqual(400);
    expect(counted.whileCommitting + counted.beforeFirstAck).toBe(KILLS);
  });
});

describe('two instances', () => {
  it('are not: the second is refused until the first has gone, however it went', async () => {
    const folder = temporaryFolder();
    const { child, heard, ended } = startWriter(folder);
    await until(heard, 'ack');
    expect(refusalOf(() => withStore({ folder }, () => null))).toBe('in-use');
    const acknowledgedBefore = lastAcknowledged(heard.text);
    await until(heard, `ack ${acknowledgedBefore + 1} `);
    child.kill('SIGKILL');
    await ended;
    withStore({ folder }, ({ store }) =>
      expect(ids(store).length).toBeGreaterThanOrEqual(lastAcknowledged(heard.text)),
    );
  });

  it('are refused within one process, too, and the first goes on', () => {
    const folder = temporaryFolder();
    withStore({ folder }, ({ store }) => {
      expect(refusalOf(() => withStore({ folder }, () => null))).toBe('in-use');
      store.commit({ events: [] });
    });
    withStore({ folder }, ({ problems }) => expect(problems).toEqual([]));
  });
});
