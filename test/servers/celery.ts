import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Debian keeps its Celery; the first python3 on the PATH may not see it. */
const PYTHON = '/usr/bin/python3';
const TASKS = 'celery-tasks';

export interface WorkerOptions {
  readonly broker: string;
  /** `w1`: it calls itself `w1@test`. */
  readonly name?: string;
  readonly pool?: 'prefork' | 'solo' | 'threads';
  readonly concurrency?: number;
  /** Further arguments: `--without-heartbeat`. */
  readonly args?: readonly string[];
  /** KEY_PREFIX, FANOUT_PREFIX, REMOTE_CONTROL, CONTROL_EXCHANGE, SKEW, STARTED_AGO: see celery-tasks.py. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A real Celery worker, in a process group of its own. */
export interface CeleryWorker {
  readonly pid: number;
  /** Stops the processor for it and its children: it hangs. */
  hang(): void;
  goOn(): void;
  /** As the kernel does when memory runs out: at once, and without a word to anybody. */
  kill(): Promise<void>;
  /** Removes every trace. */
  remove(): Promise<void>;
}

/** Starts a worker and waits until it says that it is ready: 1-2 s. */
export async function startWorker(options: WorkerOptions): Promise<CeleryWorker> {
  const { broker, name = 'w1', pool = 'prefork', concurrency = 2, args = [], env = {} } = options;
  const folder = await mkdtemp(join(tmpdir(), 'sevlight-celery-'));
  const log = join(folder, 'log');
  const out = openSync(log, 'a');
  const given = [
    '-c',
    String(concurrency),
    '-P',
    pool,
    '-n',
    `${name}@test`,
    '-l',
    'INFO',
    '--without-mingle',
    ...args,
  ];
  const child = spawn(PYTHON, ['-m', 'celery', '-A', TASKS, 'worker', ...given], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env, BROKER: broker, C_FORCE_ROOT: '1', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', out, out],
    detached: true,
  });
  const group = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && !isGone(child)) process.kill(-child.pid, signal);
  };
  const worker: CeleryWorker = {
    pid: child.pid ?? 0,
    hang: () => group('SIGSTOP'),
    goOn: () => group('SIGCONT'),
    kill: async () => {
      if (isGone(child)) return;
      const gone = once(child, 'exit');
      group('SIGKILL');
      await gone;
    },
    remove: async () => {
      await worker.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await said(log, ' ready.', child);
    return worker;
  } catch (error) {
    await worker.remove();
    throw error;
  }
}

/** Queues tasks as the application does; each sleeps for so long. Answers when they are in the queue. */
export async function queueTasks(
  broker: string,
  count: number,
  {
    seconds = 0,
    queue = 'celery',
    priority = 0,
    env = {},
  }: {
    readonly seconds?: number;
    readonly queue?: string;
    readonly priority?: number;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<void> {
  const send = `process_document.apply_async(("/secret/path",), {"secret": "canary-argument", "seconds": ${seconds}}, queue="${queue}", priority=${priority})`;
  const program = `import importlib\nprocess_document = importlib.import_module("${TASKS}").process_document\nfor _ in range(${count}): ${send}`;
  await promisify(execFile)(PYTHON, ['-c', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env, BROKER: broker, PYTHONDONTWRITEBYTECODE: '1' },
  });
}

function isGone({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function said(log: string, words: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const text = await readFile(log, 'utf8');
    if (text.includes(words)) return;
    if (isGone(child) || performance.now() > deadline) throw new Error(`The worker did not say "${words}":\n${text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
