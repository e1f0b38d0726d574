import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Drill } from './drill.ts';
import { HEALTHY, healthBody } from './health-body.ts';

export interface SimulatedSystem {
  /** A health endpoint as the real one, on this computer: `http://127.0.0.1:PORT/health/?full=1`. */
  readonly healthUrl: string;
  /** Calm first, then the outage; over again when it ran already. */
  restart(): void;
  endOutage(): void;
  state(): { readonly running: boolean; readonly startedAtWallMs: number };
  close(): Promise<void>;
}

/** Starts a real HTTP server that plays the drill. `changed` is told when the outage begins or ends. */
export async function startSimulatedSystem(drill: Drill, changed: () => void): Promise<SimulatedSystem> {
  let sick = false;
  let startedAtWallMs = Date.now();
  let timer: NodeJS.Timeout | undefined;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname !== '/health/') return void response.writeHead(404).end();
    response.setHeader('content-type', 'application/json');
    if (url.searchParams.get('full') !== '1') return void response.end('{"status":"ok"}');
    const { statusCode, body } = healthBody(sick ? { ...HEALTHY, ...drill.outage } : HEALTHY, Date.now());
    response.writeHead(statusCode).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  // Listening on a port, so the address is never a pipe's name.
  const { port } = server.address() as AddressInfo;

  function become(next: boolean): void {
    sick = next;
    changed();
  }

  function restart(): void {
    clearTimeout(timer);
    startedAtWallMs = Date.now();
    become(false);
    timer = setTimeout(() => {
      become(true);
      timer = setTimeout(() => become(false), drill.endsAfterMs);
    }, drill.calmMs);
  }

  restart();
  return {
    healthUrl: `http://127.0.0.1:${port}/health/?full=1`,
    restart,
    endOutage: () => {
      clearTimeout(timer);
      become(false);
    },
    state: () => ({ running: sick, startedAtWallMs }),
    close: () =>
      new Promise((resolve) => {
        clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
