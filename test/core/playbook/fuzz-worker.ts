import { parentPort, workerData } from 'node:worker_threads';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import { breachIn } from './invariants.ts';
import { mutatedPlaybook } from './mutate.ts';

/** Parses the playbooks of the seeds it is given, and says before each which one: a hang has a name. */
const { from, to } = workerData as { readonly from: number; readonly to: number };
for (let seed = from; seed < to; seed += 1) {
  if (seed % 50 === 0) parentPort?.postMessage({ seed });
  const text = mutatedPlaybook(seed);
  try {
    const breach = breachIn(text, parsePlaybook(text));
    if (breach !== null) parentPort?.postMessage({ seed, breach });
  } catch (error) {
    parentPort?.postMessage({ seed, breach: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
parentPort?.postMessage({ seed: to, done: true });
