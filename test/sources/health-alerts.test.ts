import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askSource } from '../../electron/core/ask-source.ts';
import type { HealthMemory } from '../../electron/core/checks/health.ts';
import { DEFAULT_COMPONENT_NAMES } from '../../electron/core/checks/health-components.ts';
import { Secret } from '../../electron/core/secret.ts';
import { healthSource } from '../../electron/sources/health.ts';
import { type HealthServer, startHealthServer } from '../servers/health.ts';
import { type AlertLife, alertLife } from './alert-life.ts';

let server: HealthServer;

beforeEach(async () => {
  server = await startHealthServer();
});
afterEach(() => server.stop());

/** Looks at the real server, and lets that last. */
async function told(life: AlertLife): Promise<readonly string[]> {
  const components = DEFAULT_COMPONENT_NAMES;
  const source = healthSource({ url: new Secret(server.url), intervalMs: 15_000, ca: null, components, ignored: [] });
  const { checks } = await askSource(source, {
    signal: new AbortController().signal,
    depth: 'full',
    reference: null,
    context: () => ({
      now: { wallMs: 0, elapsedMs: 0, awakeMs: 0, bootId: 'test' },
      surroundings: { offline: false, unchangedForMs: 3_600_000, answeredBefore: true },
      healthSays: null,
      memory: null as HealthMemory | null,
    }),
  });
  return life.lasting([{ source: 'health', checks }]);
}

describe("the health endpoint's alerts, raised and cleared by a real server", () => {
  it('is stopped, and started again', async () => {
    const life = alertLife();
    await server.stop();
    expect(await told(life)).toEqual([
      'SEV1 Service Unreachable: The health endpoint refuses connections: nothing listens there.',
    ]);
    await server.start();
    expect(await told(life)).toEqual(['Service Unreachable resolved']);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'storage',
      ['SEV1 System Health Critical: Unhealthy: storage (no space left on device)'],
      ['System Health Critical resolved'],
    ],
    [
      'database',
      [
        'SEV1 Database connection failed: no space left on device',
        'SEV1 System Health Critical explained by Database connection failed',
      ],
      ['Database connection failed resolved', 'System Health Critical resolved'],
    ],
    [
      'redis',
      [
        // Its hold is the shorter one; it waits for its cause all the same.
        'SEV1 System Health Critical explained by Redis connection failed',
        'SEV2 Redis connection failed: no space left on device',
      ],
      ['Redis connection failed resolved', 'System Health Critical resolved'],
    ],
  ])('calls %s unhealthy, and healthy again', async (component, raised, cleared) => {
    const life = alertLife();
    expect(await told(life)).toEqual([]);
    server.set(component, 'unhealthy', 'no space left on device');
    expect(await told(life)).toEqual(raised);
    server.set(component, 'healthy');
    expect(await told(life)).toEqual(cleared);
  });

  it('calls a component degraded that no rule knows, and healthy again', async () => {
    const life = alertLife();
    server.set('storage', 'degraded', 'slow');
    expect(await told(life)).toEqual(['SEV3 System Health Degraded (storage): storage: slow']);
    server.set('storage', 'healthy');
    expect(await told(life)).toEqual(['System Health Degraded (storage) resolved']);
  });
});
