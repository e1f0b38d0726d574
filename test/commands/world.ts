import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import type { StoredEvent } from '../../electron/core/events.ts';
import { bad } from '../../electron/core/look.ts';
import { type House, openHouse } from '../../electron/house.ts';
import { houseHandlers } from '../../electron/house-handlers.ts';
import { type CommandName, channelOf, type InputOf, type OutputOf, type Reply } from '../../electron/ipc/contract.ts';
import { openDoor, type Sender } from '../../electron/ipc/door.ts';
import { OUR_ORIGIN } from '../../electron/ipc/origin.ts';
import type { FakeClock } from '../fakes/clock.ts';

const ASSETS = fileURLToPath(new URL('../../assets', import.meta.url));
export const ALERT = 'database-connection-failed';

/** Small, and with one of everything that a command can be about. */
const BOOK = `# Response

## Severity Levels

| Severity | Description | Response Time | Examples |
|---|---|---|---|
| SEV1 | Nobody can work | < 15 min | No database |
| SEV2 | Much is slow | < 1 hour | A full queue |

## Initial Response

1. Acknowledge it
2. Write down what is seen

## Escalation

| Level | Who | When |
|---|---|---|
| L1 | On-Call Engineer | at once |
| L2 | Engineering Lead | after 15 min unresolved SEV1/SEV2 |
| L4 | Legal Team | data breach or legal implications |

## Runbooks

### Database Connection Failed

**Alert:** \`Database connection failed\`
**Severity:** SEV1

1. Ask the endpoint <!-- evidence: health -->
2. Restart the pool

## Communication Templates

### Update

\`\`\`
[UPDATE] {title}
\`\`\`
`;

/** A house as the app runs it, without a desktop, behind the real door; its clock stands still. */
export interface World {
  readonly house: House;
  readonly clock: FakeClock;
  /** The incident that the database's alert has opened. */
  readonly incidentId: string;
  ask<Name extends CommandName>(name: Name, input: InputOf<Name>): Promise<Reply<OutputOf<Name>>>;
  log(): readonly StoredEvent[];
  /** What a person sees that is not the newest look: nothing of it may depend on this run of the app. */
  shown(): Promise<unknown>;
  close(): Promise<void>;
}

export async function openWorld(folder: string, clock: FakeClock, healthUrl: string): Promise<World> {
  writeFileSync(join(folder, 'book.md'), BOOK);
  writeFileSync(
    join(folder, 'config.yml'),
    'playbook: book.md\nauthor: Ana Ruiz\nchannels: {slackWebhook: "https://hooks.example/T0"}\n',
  );
  const house = await openHouse({
    version: '0.0.0',
    env: { HEALTH_URL: healthUrl, SEVLIGHT_VENDORS: 'false', SEVLIGHT_REFERENCE: 'false' },
    clock,
    assetsFolder: ASSETS,
    dataFolder: join(folder, 'data'),
    configFile: join(folder, 'config.yml'),
    // So that what is queued stays where it is.
    isOffline: () => true,
    sqliteModule: null,
  });
  const { engine, publisher } = house.watching;
  if (house.log.eventsAfter(0).every(({ type }) => type !== 'incident-opened')) takeDatabaseDown(house, clock);
  const [first] = Object.values(engine.state().incidents);
  if (first === undefined) throw new Error('No incident was opened.');
  const ask = throughDoor(house, clock);

  async function settled(): Promise<void> {
    const isAsking = () =>
      publisher.current().incidents.some(({ evidence }) => Object.values(evidence).some(({ asking }) => asking));
    await vi.waitFor(() => expect(isAsking()).toBe(false), { timeout: 10_000 });
  }
  await settled();

  return {
    house,
    clock,
    incidentId: first.id,
    ask,
    log: () => house.log.eventsAfter(0, Number.MAX_SAFE_INTEGER),
    async shown() {
      await settled();
      publisher.changed();
      const { incidents, mutes, messages, postmortems, overdue, alerts, notices, problems } = publisher.current();
      const answers = await Promise.all([
        ask('contacts', undefined),
        ask('history', { weeks: 12 }),
        ask('postmortem', { incidentId: first.id, include: 'facts' }),
        ask('pastIncident', { incidentId: first.id }),
      ]);
      const seen = { incidents, mutes, messages, postmortems, overdue, alerts, notices, problems, answers };
      // As JSON, like everything that the window gets.
      return JSON.parse(JSON.stringify(seen));
    },
    close: () => house.close(),
  };
}

/** Three bad looks over longer than the alert's hold. */
function takeDatabaseDown({ watching: { engine } }: House, clock: FakeClock): void {
  const look = bad('connection refused');
  for (const _look of [1, 2, 3]) {
    const check = { name: 'database', source: 'health', value: null, unit: '', look } as const;
    const looked = { type: 'looked', source: 'health', look, depth: 'full' } as const;
    engine.observe({ ...looked, checks: [check], latencyMs: 5, intervalMs: 15_000 });
    clock.pass(15_000);
    engine.observe({ type: 'tick' });
  }
}

function throughDoor(house: House, clock: FakeClock): World['ask'] {
  const handlers = houseHandlers(house, clock, {
    lookNow: () => undefined,
    copyText: async () => true,
    saveText: async (name) => `/somewhere/${name}`,
    openLink: async () => ({ ok: true }),
    chooseFile: async () => ({
      ok: true,
      name: 'team.csv',
      text: 'name,role,phone\nAna Ruiz,Engineering Lead,+34 91 555 01 01\n',
    }),
    newId: () => 'preview-1',
    testNotification: async () => 'Shown.',
  });
  const doors = new Map<string, (sender: Sender, input: unknown) => Promise<unknown>>();
  const sender: Sender = { senderFrame: { origin: OUR_ORIGIN, parent: null } };
  openDoor({ handle: (channel, listener) => doors.set(channel, listener) }, handlers, (message, error) => {
    throw new Error(message, { cause: error });
  });
  return async <Name extends CommandName>(name: Name, input: InputOf<Name>) =>
    // The door answers what the contract says.
    (await doors.get(channelOf(name))?.(sender, input)) as Reply<OutputOf<Name>>;
}
