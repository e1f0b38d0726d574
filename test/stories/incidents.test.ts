import { describe, expect, it } from 'vitest';
import { mergeIncident, openIncident, resolveIncident, splitAlert } from '../../electron/commands/incidents.ts';
import { alertsOf } from '../../electron/core/alerts/state.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { openIncidents } from '../../electron/core/incidents/incident.ts';
import { bad } from '../../electron/core/look.ts';
import { DOWN, UP } from './night.ts';
import { aNightWithATeam } from './team.ts';

const MINUTE = 60;
type Night = ReturnType<typeof aNightWithATeam>;

const incidents = (night: Night) => night.state().incidents;
const alerts = (night: Night) => alertsOf(night.state().alerts);
const idOf = (night: Night, title: string): string =>
  openIncidents(incidents(night)).find((one) => one.title === title)?.id ?? '';

function resolve(night: Night, isDespite: boolean): void {
  const input = { commandId: 'c', incidentId: night.incident().id, reason: 'known to be over' };
  night.say(resolveIncident(incidents(night), isDespite ? { ...input, despite: 'data' } : input, alerts(night)));
}

function merge(night: Night, from: string, into: string): readonly Addressed[] {
  const input = { commandId: 'c', incidentId: idOf(night, from), into: idOf(night, into), reason: 'one cause' };
  return mergeIncident(incidents(night), input);
}

describe('an incident resolved against the data', () => {
  it('is refused without saying so', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    expect(() => resolve(night, false)).toThrow('The data says otherwise: Database connection failed fires still.');
  });

  it('comes back after 15 minutes if it still fires', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    resolve(night, true);
    night.pass(14 * MINUTE);
    expect(night.open()).toEqual([]);
    night.pass(2 * MINUTE);
    expect(night.open()).toEqual(['SEV1 Database connection failed']);
    expect(night.notices().slice(-2)).toEqual([
      '01:00 [SEV1] Database connection failed: resolved',
      '16:00 [SEV1] Database connection failed',
    ]);
  });

  it('comes back at once when it gets worse', () => {
    const night = aNightWithATeam();
    night.world('postgres', { downloads_per_hour: [{ id: '7', label: 'user 7', value: 60 }] });
    night.pass(3 * MINUTE);
    const before = night.incident().severity;
    resolve(night, true);
    night.world('postgres', { downloads_per_hour: [{ id: '7', label: 'user 7', value: 300 }] });
    night.pass(4 * MINUTE);
    expect(night.incident().severity).toBeLessThan(before);
  });

  it('stays closed where the data was right after all', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    resolve(night, true);
    night.world('postgres', { database: UP });
    night.pass(30 * MINUTE);
    expect(night.open()).toEqual([]);
  });

  it('comes back after a restart as well', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    resolve(night, true);
    night.restart(20 * MINUTE);
    night.pass(4 * MINUTE);
    expect(night.open()).toEqual(['SEV1 Database connection failed']);
  });
});

describe('two incidents merged', () => {
  function merged(): Night {
    const night = aNightWithATeam();
    night.world('celery', { celery_workers: bad('no worker answers') });
    night.pass(3 * MINUTE);
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.say(merge(night, 'Database connection failed', 'Celery Workers Critical'));
    return night;
  }

  it('are one, as bad as the worse, and the one that ends is not told as resolved', () => {
    const night = merged();
    night.pass(30);
    expect(night.open()).toEqual(['SEV1 Celery Workers Critical']);
    expect(night.notices().filter((line) => line.endsWith('resolved'))).toEqual([]);
  });

  it('end when the last cause ends, not before', () => {
    const night = merged();
    night.world('celery', { celery_workers: UP });
    night.pass(5 * MINUTE);
    expect(night.open()).toHaveLength(1);
    night.world('postgres', { database: UP });
    night.pass(3 * MINUTE);
    expect(night.open()).toEqual([]);
  });

  it('are reminded of while one of both causes is left', () => {
    const night = merged();
    night.world('celery', { celery_workers: UP });
    night.pass(12 * MINUTE);
    expect(night.notices().some((line) => line.endsWith('nobody owns this'))).toBe(true);
  });

  it('come apart again by a split', () => {
    const night = merged();
    const input = {
      commandId: 'new',
      incidentId: night.incident().id,
      alertKey: 'database-connection-failed',
      reason: 'two causes',
    };
    night.say(splitAlert(incidents(night), input, alerts(night), () => 'Database Connection Failed'));
    expect(night.open()).toContain('SEV1 Database connection failed');
    night.world('celery', { celery_workers: UP });
    night.pass(3 * MINUTE);
    expect(night.open()).toEqual(['SEV1 Database connection failed']);
  });

  it('are refused where there is nothing to merge with', () => {
    const night = merged();
    expect(() => merge(night, 'Celery Workers Critical', 'Celery Workers Critical')).toThrow('part of itself');
  });
});

describe('an incident opened by hand', () => {
  it('is its opener’s, raises no alarm, and climbs the ladder like any other', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: UP });
    const input = { commandId: 'mine', title: 'Users report errors', severity: 1 } as const;
    night.say(openIncident(input, undefined, night.now()));
    night.pass(16 * MINUTE);
    expect(night.log()).toMatchInlineSnapshot(`
      "
      00:00 Incident opened: [SEV1] Users report errors
      00:00 Acknowledged: opened by hand
      00:00 Done: Acknowledge it
      05:00 >> [SEV1] Users report errors: update due | An update is due: stakeholders hear from you within 5 min of your acknowledgement.
      15:00 >> [SEV1] Users report errors: escalate now | Call Ana Ruiz, +1 202 555 0101, because SEV1 is unresolved for 15 min.
      "
    `);
    expect(night.incident().id).toBe('mine');
  });

  it('is resolved without a word about data, and not reopened', () => {
    const night = aNightWithATeam();
    night.say(openIncident({ commandId: 'mine', title: 'Users report errors', severity: 3 }, undefined, night.now()));
    resolve(night, false);
    night.pass(30 * MINUTE);
    expect(night.open()).toEqual([]);
  });
});

describe('the first response', () => {
  it('keeps a tick taken back until the act is done again', () => {
    const night = aNightWithATeam();
    night.world('postgres', { database: DOWN });
    night.pass(MINUTE);
    night.acknowledge();
    const key = 'initial-response/first-0';
    expect(night.incident().steps[key]).toMatchObject({ state: 'done', actor: 'sevlight' });
    night.say([
      {
        type: 'step-undone',
        payload: { list: 'initial-response', stepId: 'first-0', text: 'Acknowledge it' },
        incidentId: night.incident().id,
      },
    ]);
    night.pass(MINUTE);
    expect(night.incident().steps[key]).toBeUndefined();
  });
});
