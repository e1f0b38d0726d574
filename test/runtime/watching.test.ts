import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Clock } from '../../electron/core/ports.ts';
import { HOUR_MS, MINUTE_MS } from '../../electron/core/time.ts';
import { createClock } from '../../electron/runtime/clock.ts';
import { type MessageHouse, openMessageHouse } from '../channels/message-house.ts';
import { makeCertificates } from '../faults/certificates.ts';

let folder: string;
let open: MessageHouse | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-watching-'));
  writeFileSync(join(folder, 'ca.pem'), makeCertificates().ca);
});
afterEach(async () => {
  await open?.house.close();
  rmSync(folder, { recursive: true });
});

it('a wall clock that somebody sets is written down once, for each open incident, and moves no deadline', async () => {
  const real = createClock();
  let setMs = 0;
  const clock: Clock = { now: () => ({ ...real.now(), wallMs: real.now().wallMs + setMs }) };
  const start = async () => {
    open = await openMessageHouse(folder, { webhook: 9, smtp: 9 }, { clock });
    open.house.watching.start();
    return open.house;
  };
  let house = await start();
  house.watching.engine.report([
    {
      type: 'incident-opened',
      payload: {
        title: 'Another',
        severity: 2,
        runbook: '',
        alertKey: null,
        reason: 'by hand',
        firstBad: clock.now(),
      },
      incidentId: 'inc-2',
    },
  ]);
  const changes = () =>
    house.log.eventsAfter(0, 1000).flatMap((event) => (event.type === 'clock-changed' ? [event] : []));
  const leftMs = () => {
    house.watching.publisher.changed();
    const { incidents } = house.watching.publisher.current();
    const clocks = incidents.find(({ id }) => id === 'inc-1')?.clocks ?? [];
    return (clocks.find(({ label }) => label.startsWith('until L2'))?.dueWallMs ?? 0) - clock.now().wallMs;
  };
  expect(Math.abs(leftMs() - 15 * MINUTE_MS)).toBeLessThan(MINUTE_MS);

  setMs = HOUR_MS;
  await vi.waitFor(() => expect(changes()).not.toEqual([]), { timeout: 15_000 });
  expect(changes().map(({ incidentId, payload }) => [incidentId, Math.round(payload.byMs / 1000)])).toEqual([
    ['inc-1', 3600],
    ['inc-2', 3600],
  ]);
  expect(Math.abs(leftMs() - 15 * MINUTE_MS)).toBeLessThan(MINUTE_MS);

  await house.close();
  house = await start();
  expect(Math.abs(leftMs() - 15 * MINUTE_MS)).toBeLessThan(MINUTE_MS);
  const [incident] = house.watching.publisher.current().incidents;
  expect(incident?.timeline.map(({ text }) => text)).toContain(
    'This computer’s clock was set 60 min ahead; deadlines run on unmoved',
  );
  await new Promise((resolve) => setTimeout(resolve, 5500));
  expect(changes()).toHaveLength(2);
}, 40_000);
