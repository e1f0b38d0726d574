import { connect, type Socket } from 'node:net';
import { type FaultyServer, serveRaw } from './http-faults.ts';

/** Below HTTP: servers that misbehave whatever protocol they are asked in. Each answers once it has been asked. */

/** Accepts, reads, and never says a word. */
export const silent = () => serveRaw((socket) => void socket.resume());

/** Accepts and hangs up at once. */
export const hangsUp = () => serveRaw((socket) => void socket.destroy());

/** Says `beginning`, then resets the connection. */
export const resets = (beginning: Buffer) =>
  asked((socket) => {
    socket.write(beginning);
    setTimeout(() => socket.resetAndDestroy(), 20);
  });

/** Says `beginning`, then closes politely. */
export const cutsOff = (beginning: Buffer) => asked((socket) => void socket.end(beginning));

/** Says `beginning`, then nothing more. */
export const freezes = (beginning: Buffer) => asked((socket) => void socket.write(beginning));

/** Says `answer` one byte every `everyMs`, again and again: every single wait is short, the whole is not. */
export const drips = (answer: Buffer, everyMs: number) =>
  asked((socket) => {
    let said = 0;
    const timer = setInterval(() => {
      socket.write(answer.subarray(said % answer.length, (said % answer.length) + 1));
      said += 1;
    }, everyMs);
    socket.once('close', () => clearInterval(timer));
  });

/** Says `beginning`, then `rest` as often as the other side will take it; `greeting` first, and waits to be asked again. */
export const endless = (beginning: Buffer, rest: Buffer, greeting?: Buffer) =>
  asked((socket) => {
    const chunk = Buffer.concat(Array.from({ length: Math.ceil((64 * 1024) / rest.length) }, () => rest));
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', more);
    socket.write(beginning);
    more();
  }, greeting);

/**
 * Stands before a real server on `port` and passes everything on, until the server has said `bytes`: from there on
 * nothing comes through any more (silent), or the connection is reset.
 */
export const breaksAfter = (port: number, bytes: number, how: 'silent' | 'reset') =>
  serveRaw((near) => {
    const far = connect(port, '127.0.0.1');
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far);
    let passed = 0;
    far.on('data', (chunk: Buffer) => {
      const rest = bytes - passed;
      passed += chunk.length;
      if (rest > 0) near.write(chunk.subarray(0, rest));
      if (passed >= bytes && how === 'reset') near.resetAndDestroy();
    });
  });

function asked(answer: (socket: Socket) => void, greeting?: Buffer): Promise<FaultyServer> {
  return serveRaw((socket) => {
    socket.once('data', () => {
      if (greeting === undefined) return answer(socket);
      socket.write(greeting);
      socket.once('data', () => answer(socket));
    });
  });
}
