import { describe, expect, it } from 'vitest';
import type { NewEvent } from '../../../electron/core/events.ts';
import { handover } from '../../../electron/core/handover/compose.ts';
import type { Instant } from '../../../electron/core/time.ts';
import { NOW_MS, RESOLVED, WORKED } from '../../renderer/fixtures.ts';

const MINUTE = 60_000;
const at = (minutesAgo: number): Instant => ({
  wallMs: NOW_MS - minutesAgo * MINUTE,
  elapsedMs: 0,
  awakeMs: 0,
  bootId: 'boot',
});
const badness = { name: 'Task Queue Backlog Warning', severity: 3, level: 2, reason: '63 wait' } as const;

function event(body: Pick<NewEvent, 'type' | 'payload'>, minutesAgo: number): NewEvent {
  return { ...body, id: `e-${minutesAgo}`, at: at(minutesAgo), actor: 'sevlight', incidentId: null } as NewEvent;
}

const fired = (minutesAgo: number) =>
  event(
    {
      type: 'alert-fired',
      payload: {
        alertKey: 'queue',
        ruleId: 'queue',
        instance: null,
        runbook: '',
        badness,
        firstBad: at(minutesAgo),
        explainedBy: null,
      },
    } as never,
    minutesAgo,
  );

const page = (events: readonly NewEvent[]) =>
  handover({
    environment: 'production',
    author: null,
    nowWallMs: NOW_MS,
    hours: 12,
    incidents: [WORKED, RESOLVED],
    mutes: [{ target: { kind: 'all' }, label: 'Everything but SEV1', untilWallMs: NOW_MS + MINUTE, reason: 'deploy' }],
    events,
  });

describe('the handover', () => {
  it('tells what is open, what was done, what is due, what was not seen and what was noisy', () => {
    const events = [
      fired(300),
      event({ type: 'woke', payload: { sleptMs: 40 * MINUTE } }, 200),
      fired(100),
      event(
        { type: 'blind-ended', payload: { source: 'redis', cause: 'network', reason: 'VPN', lastedMs: MINUTE } },
        90,
      ),
      event({ type: 'blind-ended', payload: { source: 'all', cause: 'network', reason: 'Old', lastedMs: 1 } }, 900),
      event({ type: 'blind-started', payload: { source: 'postgres', cause: 'network', reason: 'No route' } }, 30),
    ];
    expect(page(events)).toMatchInlineSnapshot(`
      "# Handover: production

      2026-11-23T14:04:31Z, the last 12 h. Times are UTC.

      ## Open incidents

      ### [SEV1] Database connection failed

      Mitigating, owned since 11-23 14:03, since 11-23 14:02 (2 min). The health endpoint calls database unhealthy: too many clients (100 of 100).

      What was done:

      - 11-23 14:03 Acknowledged
      - 11-23 14:03 Done: Check the database in the provider’s panel
      - 11-23 14:04 Note: the pool was full right after the nightly export
      - 11-23 14:04 Skipped: Verify the connection string (nothing was deployed today)


      ## Next deadlines

      - 11-23 14:08 (in 4 min): Database connection failed, the first update, stakeholders hear from you within 5 min of your acknowledgement
      - 11-23 14:17 (in 13 min): Database connection failed, Engineering Lead, because SEV1 is unresolved for 15 min
      - 11-23 14:33 (in 29 min): Database connection failed, your acknowledgement ends, a SEV1 left alone for 30 min is announced again

      ## Resolved in this shift

      - 11-23 11:34 [SEV3] Task Queue Backlog Warning, after 50 min

      ## Not seen

      - until 10:44, 40 min: this computer slept
      - until 12:34, 60 s: redis. VPN
      - since 13:34, 30 min, still: postgres. No route

      ## Noisy alerts

      - Task Queue Backlog Warning: fired 2 times

      ## Muted

      - Everything but SEV1 until 11-23 14:05: deploy
      "
    `);
  });

  it('says so where there is nothing to tell', () => {
    const quiet = handover({
      environment: 'p',
      author: 'Ana Ruiz',
      nowWallMs: NOW_MS,
      hours: 8,
      incidents: [],
      mutes: [],
      events: [],
    });
    for (const words of [
      'the last 8 h, from Ana Ruiz.',
      'No incident is open.',
      'Nothing is due.',
      'Every source was seen throughout.',
    ]) {
      expect(quiet).toContain(words);
    }
  });

  it('says of a merged incident where it goes on', () => {
    const merged = { into: 'inc-2', title: 'Redis connection failed', reason: 'one cause' };
    const text = page([{ ...event({ type: 'incident-merged', payload: merged }, 150), incidentId: RESOLVED.id }]);
    expect(text).toContain(`${RESOLVED.title}, goes on as part of Redis connection failed`);
  });

  it('tells a blindness that goes on as going on, and once where many incidents saw the same sleep', () => {
    const slept = event({ type: 'woke', payload: { sleptMs: MINUTE } }, 5);
    const text = page([slept, { ...slept, id: 'other', incidentId: 'inc-1' }]);
    expect(text.match(/this computer slept/g)).toHaveLength(1);
  });
});
