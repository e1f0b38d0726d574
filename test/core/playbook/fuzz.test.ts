import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

/** Mutated playbooks; each is its seed's alone, so that a failing one can be made again. */
const FUZZ_RUNS = 10_000;
const WATCHDOG_MS = 10_000;

interface Message {
  readonly seed: number;
  readonly breach?: string;
  readonly done?: true;
}

/** Runs in a thread of its own, which alone can be stopped when it hangs. */
async function fuzz(from: number, to: number): Promise<readonly string[]> {
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), { workerData: { from, to }, execArgv: [] });
  const breaches: string[] = [];
  let seed = from;
  try {
    await new Promise<void>((resolve, reject) => {
      const hang = () => reject(new Error(`no answer within ${WATCHDOG_MS} ms at seed ${seed} to ${seed + 49}`));
      let watchdog = setTimeout(hang, WATCHDOG_MS);
      worker.on('error', reject);
      worker.on('message', (message: Message) => {
        clearTimeout(watchdog);
        seed = message.seed;
        if (message.breach !== undefined) breaches.push(`seed ${seed}: ${message.breach}`);
        if (message.done === true) resolve();
        else watchdog = setTimeout(hang, WATCHDOG_MS);
      });
    });
  } finally {
    await worker.terminate();
  }
  return breaches;
}

it(`reads ${FUZZ_RUNS} damaged playbooks without a crash, a hang, an unsafe link or a section lost`, {
  timeout: 600_000,
}, async () => {
  expect(await fuzz(0, FUZZ_RUNS)).toEqual([]);
});
