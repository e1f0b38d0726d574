/**
 * `node near-end.ts PID PROGRAM [ARGUMENTS]`: runs a program in the networks of that process. Debuggers of it listen on
 * that network's own loopback; for each one it names on its standard error, a door is opened on ours.
 */
import { spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

const [pid = '', program = '', ...args] = process.argv.slice(2);
const there = ['--user', '--preserve-credentials', '--net', '--target', pid, '--'];

const child = spawn('nsenter', [...there, program, ...args], { stdio: ['ignore', 'inherit', 'pipe'] });
child.once('exit', (code) => process.exit(code ?? 1));

const DEBUGGER = /(?<=ws:\/\/127\.0\.0\.1:)\d+/;

// One after another: a line must not overtake the door that the line before it waits for.
let told: Promise<unknown> = Promise.resolve();
createInterface(child.stderr).on('line', (line) => {
  told = told.then(async () => {
    const [port] = DEBUGGER.exec(line) ?? [];
    process.stderr.write(`${port === undefined ? line : line.replace(DEBUGGER, String(await openDoor(port)))}\n`);
  });
});

/** Answers our port behind which theirs is. */
function openDoor(port: string): Promise<number> {
  const door = createServer((caller) => connectThere(caller, port)).listen(0, '127.0.0.1');
  return new Promise((resolve) => {
    door.once('listening', () => resolve((door.address() as AddressInfo).port));
  });
}

/** Bash is the one program on every computer that opens a connection: only in that network can one be made to it. */
function connectThere(caller: Socket, port: string): void {
  const talk = 'exec 3<>"/dev/tcp/127.0.0.1/$0"; cat <&3 & cat >&3; kill $!';
  const line = spawn('nsenter', [...there, 'bash', '-c', talk, port], { stdio: ['pipe', 'pipe', 'inherit'] });
  caller.pipe(line.stdin);
  line.stdout.pipe(caller);
  caller.on('error', () => line.kill());
  line.stdin.on('error', () => caller.destroy());
}
