import { describe, expect, it } from 'vitest';
import { bad, ok, unknown } from '../../electron/core/look.ts';
import { aNight, DOWN, UP } from './night.ts';

const MINUTE = 60;

describe('an outage', () => {
  it('is announced once, reminded every 5 minutes until somebody owns it, and its end replaces the alarm', () => {
    const night = aNight();
    night.world('postgres', { database: UP });
    night.pass(60);
    night.world('postgres', { database: DOWN });
    night.pass(7 * MINUTE);
    expect(night.notices()).toEqual([
      '01:30 [SEV1] Database connection failed',
      '06:30 [SEV1] Database connection failed: nobody owns this',
    ]);
    night.acknowledge();
    night.pass(3 * MINUTE);
    night.world('postgres', { database: UP });
    night.pass(2 * MINUTE);
    expect(night.notices().slice(2)).toEqual(['12:00 [SEV1] Database connection failed: resolved']);
    expect(night.open()).toEqual([]);
    const notices = night.events().filter((event) => event.type === 'notice-intended');
    expect(notices[2]?.payload.replaces).toBe(notices[1]?.payload.noticeId);
  });

  it('that ends before its hold says nothing', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.pass(20);
    night.world('postgres', { database: UP });
    night.pass(5 * MINUTE);
    expect(night.notices()).toEqual([]);
  });

  it('tells what is wrong, since when and what to do first', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    const notice = night.events().find((event) => event.type === 'notice-intended');
    expect(notice?.payload.body).toBe('PostgreSQL refuses new connections\nSince 01:00:00.\nFirst: Look at the panel');
  });
});

describe('a restart', () => {
  it('in the middle of an announced outage is silent, and keeps the acknowledgement', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.restart();
    night.pass(3 * MINUTE);
    expect(night.notices()).toEqual(['00:30 [SEV1] Database connection failed']);
    expect(night.incident().acknowledgement).not.toBeNull();
  });

  it('during which the outage ended tells the end', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.world('postgres', { database: UP });
    night.restart(300);
    night.pass(3 * MINUTE);
    expect(night.notices().at(-1)).toMatch(/resolved$/);
  });
});

describe('an acknowledgement', () => {
  it('of a SEV1 ends after 30 minutes without activity, is announced 5 minutes before, and reminders come back', () => {
    const night = aNight({ clocks: WITHOUT_LADDER });
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.pass(36 * MINUTE);
    expect(night.notices()).toEqual([
      '00:30 [SEV1] Database connection failed',
      '06:00 [SEV1] Database connection failed: update due',
      '26:00 [SEV1] Database connection failed: your acknowledgement ends soon',
      '31:00 [SEV1] Database connection failed: nobody owns this',
      '36:00 [SEV1] Database connection failed: nobody owns this',
    ]);
  });

  it('of a SEV3 lasts until the next working day', () => {
    const night = aNight({}, Date.UTC(2026, 0, 13, 20, 0));
    night.world('redis', { queue_length: 63 });
    night.pass(3 * MINUTE);
    night.acknowledge();
    night.pass(12 * 60 * MINUTE);
    expect(night.incident().acknowledgement).not.toBeNull();
    night.pass(60 * MINUTE);
    expect(night.incident().acknowledgement).toBeNull();
    expect(night.notices().map((line) => line.slice(line.indexOf('[')))).toEqual([
      '[SEV3] Task Queue Backlog Warning',
      '[SEV3] Task Queue Backlog Warning: your acknowledgement ends soon',
      '[SEV3] Task Queue Backlog Warning: nobody owns this',
    ]);
  });

  it('ends when the alert gets worse, which is announced', () => {
    const night = aNight();
    night.world('redis', { queue_length: 63 });
    night.pass(3 * MINUTE);
    night.acknowledge();
    night.world('redis', { queue_length: 130 });
    night.pass(3 * MINUTE);
    expect(night.notices().at(-1)).toBe('05:00 [SEV3] Task Queue Backlog Critical: worse');
    expect(night.incident().acknowledgement).toBeNull();
  });
});

describe('what is held back', () => {
  it('by a mute of everything is told when the mute ends, and a SEV1 is never held back by it', () => {
    const night = aNight();
    night.say([
      {
        type: 'muted',
        payload: { target: { kind: 'all' }, untilWallMs: night.now().wallMs + 600_000, reason: 'deploy' },
        incidentId: null,
      },
    ]);
    night.world('redis', { queue_length: 63 });
    night.pass(5 * MINUTE);
    expect(night.notices()).toEqual([]);
    expect(night.skipped()).toEqual(['02:00 [SEV3] Task Queue Backlog Warning: everything but SEV1 is muted: deploy']);
    night.world('postgres', { database: DOWN });
    night.pass(2 * MINUTE);
    expect(night.notices()).toEqual(['05:30 [SEV1] Database connection failed']);
    night.pass(4 * MINUTE);
    expect(night.notices()[1]).toBe('10:00 [SEV3] Task Queue Backlog Warning');
  });

  it('by a mute of the alert itself is silent even at SEV1', () => {
    const night = aNight();
    night.say([
      {
        type: 'muted',
        payload: {
          target: { kind: 'alert', alertKey: 'database-connection-failed' },
          untilWallMs: night.now().wallMs + 3_600_000,
          reason: 'planned move',
        },
        incidentId: null,
      },
    ]);
    night.world('postgres', { database: DOWN });
    night.pass(20 * MINUTE);
    expect(night.notices()).toEqual([]);
    expect(night.skipped()).toEqual(['00:30 [SEV1] Database connection failed: this alert is muted: planned move']);
  });

  it('while the source cannot be looked at: no reminder, and the incident stays open', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.world('redis', { redis: UP });
    night.pass(MINUTE);
    night.world('postgres', { database: unknown('network', 'not reachable from this network') });
    night.pass(12 * MINUTE);
    expect(night.notices()).toEqual(['00:30 [SEV1] Database connection failed']);
    expect(night.open()).toEqual(['SEV1 Database connection failed']);
  });
});

describe('many at once', () => {
  it('become one digest, which never holds a SEV1', () => {
    const night = aNight();
    night.world('postgres', {
      downloads_per_hour: Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, label: `user ${i}`, value: 60 })),
      database: ok('answered'),
    });
    night.pass(110);
    night.world('health', { service_reachable: bad('refused') });
    night.pass(3 * MINUTE);
    expect(night.notices().slice(0, 2)).toEqual(['02:00 12 alerts at once', '03:00 [SEV1] Service Unreachable']);
    expect(night.open()).toHaveLength(13);
  });
});

describe('what a cause explains', () => {
  it('may get worse without a word, and does not rename the incident', () => {
    const night = aNight();
    night.world('redis', { redis: UP, queue_length: 10 });
    night.pass(MINUTE);
    night.world('redis', { redis: DOWN, queue_length: 60 });
    night.pass(3 * MINUTE);
    night.world('redis', { queue_length: 140 });
    night.pass(5 * MINUTE);
    const changed = night.events().filter(({ type }) => type === 'alert-level-changed');
    expect(changed).toHaveLength(1);
    expect(night.notices()).toEqual(['01:45 [SEV2] Redis connection failed']);
    expect(night.open()).toEqual(['SEV2 Redis connection failed']);
  });
});

describe('the ladder', () => {
  it('names the person, the number and the reason when a level is due, though it is acknowledged', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.pass(15 * MINUTE);
    const escalations = night.intended('deadline').filter(({ about }) => about.startsWith('escalate'));
    expect(escalations).toHaveLength(1);
    expect(escalations[0]?.title).toBe('[SEV1] Database connection failed: escalate now');
    expect(escalations[0]?.body).toBe('Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.');
  });

  it('tells what fell due during a sleep once, all in one, and only when the looks are sure', () => {
    const night = aNight();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    night.sleep(40 * MINUTE);
    const before = night.notices().length;
    night.pass(25);
    expect(night.notices().slice(before)).toEqual([]);
    night.pass(3 * MINUTE);
    expect(night.intended('deadline').map(({ body }) => body)).toEqual([
      [
        'Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.',
        'Call the next level, because SEV1 is unresolved for 30 min.',
      ].join('\n'),
    ]);
  });
});

describe('a laptop that sees nothing', () => {
  it('says so after 5 minutes, and again after an hour at the earliest', () => {
    const night = aNight();
    night.world('postgres', { database: UP });
    night.pass(2 * MINUTE);
    night.world('postgres', { database: unknown('network', 'not reachable from this network') });
    night.pass(50 * MINUTE);
    expect(night.notices()).toEqual(['07:50 NOT MONITORING']);
    night.pass(30 * MINUTE);
    expect(night.notices()).toHaveLength(2);
    night.world('postgres', { database: UP });
    night.pass(2 * MINUTE);
    const ended = night.events().flatMap((event) => (event.type === 'blind-ended' ? [event.payload] : []));
    expect(ended.map(({ source }) => source)).toEqual(['postgres', 'all']);
    expect(ended[0]?.cause).toBe('network');
  });

  it('writes down the time in which the app did not run', () => {
    const night = aNight();
    night.world('postgres', { database: UP });
    night.pass(MINUTE);
    night.restart(3600);
    const ended = night.events().flatMap((event) => (event.type === 'blind-ended' ? [event.payload] : []));
    expect(ended).toEqual([
      { source: 'all', cause: 'not-running', reason: 'Sevlight was not running.', lastedMs: 3_600_000 },
    ]);
  });
});

const WITHOUT_LADDER = {
  responseTimes: {
    1: { kind: 'within', ms: 15 * 60_000, text: '15 min' },
    2: { kind: 'within', ms: 3_600_000, text: '1 hour' },
    3: { kind: 'within', ms: 4 * 3_600_000, text: '4 hours' },
    4: { kind: 'next-business-day', text: 'next business day' },
  },
  ladder: [],
  hours: { zone: 'UTC', days: [1, 2, 3, 4, 5], startMinute: 540, endMinute: 1020, holidays: [] },
} as const;
