import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * A network cable between the app and the rest of the world: two network namespaces of the kernel and a pair of
 * virtual Ethernet devices between them. What is pulled is the far end, so that the near one loses its carrier with
 * its address still on it, as a laptop's does.
 */
export interface Cable {
  /** `http://192.0.2.2:8080`: what is asked of it over the cable is asked of the test's own server. */
  readonly farUrl: string;
  pull(): Promise<void>;
  plug(): Promise<void>;
  /** Stands in for the executable and runs it at the near end. */
  atNearEnd(executable: string): string;
  remove(): Promise<void>;
}

// 192.0.2.0/24 is for documentation: no real network has it (RFC 5737).
const FAR = '192.0.2.2';
const FAR_PORT = 8080;

/** Runs as an ordinary user who is root of a network of their own; each line it reads is an order. */
const NETWORKS = `
set -e
ip link set lo up
unshare --net "$NODE" --input-type=module --eval "$FAR_END" &
far=$!
trap 'kill $far' EXIT
while [ "$(readlink /proc/$far/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
ip link add near type veth peer name far netns $far
ip addr add 192.0.2.1/24 dev near
ip link set near up
in_far() { nsenter --net --target $far ip "$@"; }
in_far addr add ${FAR}/24 dev far
in_far link set lo up
in_far link set far up
ip route add default via ${FAR}
echo laid
while read -r state; do in_far link set far "$state" && echo "$state"; done
`;

/** Whoever calls at the far end is passed on to the test's process, over a socket that no network carries. */
const FAR_END = `
import { connect, createServer } from 'node:net';
createServer((caller) => {
  const test = connect(process.env.TEST_SOCKET);
  caller.pipe(test).pipe(caller);
  for (const each of [caller, test]) each.on('error', () => { caller.destroy(); test.destroy(); });
}).listen(${FAR_PORT});
`;

/**
 * Lays a cable from the app to a server of the test's on this computer's `port`.
 *
 * @param folder a new folder of the test's own
 * @returns the cable, or why this computer allows none
 */
export async function layCable(folder: string, port: number): Promise<Cable | { readonly why: string }> {
  const socket = path.join(folder, 'far.sock');
  const relay = await relayTo(socket, port);
  const networks = spawn('unshare', ['--user', '--map-current-user', '--keep-caps', '--net', 'sh', '-c', NETWORKS], {
    env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin`, NODE: process.execPath, FAR_END, TEST_SOCKET: socket },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  networks.stderr.on('data', (data) => {
    complaint += data;
  });
  const answers = createInterface(networks.stdout);
  const ended = new Promise<string>((resolve) => {
    networks.once('error', (error) => resolve(error.message));
    networks.once('exit', () => resolve(complaint.trim() || 'unshare ended'));
  });
  const orders = (order: string | null, expected: string) => heard(networks, answers, ended, order, expected);

  async function remove(): Promise<void> {
    networks.stdin.end();
    await ended;
    relay.close();
  }
  const why = await orders(null, 'laid');
  if (why !== null) {
    await remove();
    return { why };
  }
  async function set(state: 'up' | 'down'): Promise<void> {
    const refused = await orders(state, state);
    if (refused !== null) throw new Error(`the cable cannot be set ${state}: ${refused}`);
  }
  return {
    farUrl: `http://${FAR}:${FAR_PORT}`,
    pull: () => set('down'),
    plug: () => set('up'),
    atNearEnd: (executable) => standIn(folder, networks.pid ?? -1, executable),
    remove,
  };
}

/** Null when the answer came, else why it did not. */
async function heard(
  networks: ChildProcess,
  answers: Interface,
  ended: Promise<string>,
  order: string | null,
  expected: string,
): Promise<string | null> {
  const answer = new Promise<null>((resolve) => {
    answers.on('line', function listen(line) {
      if (line !== expected) return;
      answers.off('line', listen);
      resolve(null);
    });
  });
  if (order !== null) networks.stdin?.write(`${order}\n`);
  return Promise.race([answer, ended]);
}

function relayTo(socket: string, port: number): Promise<Server> {
  rmSync(socket, { force: true });
  const relay = createServer((far) => {
    const server = connect(port, '127.0.0.1');
    far.pipe(server).pipe(far);
    for (const each of [far, server]) {
      each.on('error', () => {
        far.destroy();
        server.destroy();
      });
    }
  });
  return new Promise((resolve) => relay.listen(socket, () => resolve(relay)));
}

/** Playwright starts one file with arguments of its own, so the stand-in is one. */
function standIn(folder: string, networksPid: number, executable: string): string {
  const file = path.join(folder, 'at-near-end');
  const script = fileURLToPath(new URL('./cable/near-end.ts', import.meta.url));
  const words = [process.execPath, script, String(networksPid), executable].map((word) => `'${word}'`);
  writeFileSync(file, `#!/bin/sh\nexec ${words.join(' ')} "$@"\n`, { mode: 0o755 });
  return file;
}
