import { describe, expect, it } from 'vitest';
import { forgetFinished, overdueItems, remindersDue } from '../../../electron/core/postmortem/open-work.ts';
import { officeHours } from '../../../electron/core/schedule/working-hours.ts';
import { postmortemViews } from '../../../electron/core/snapshot/postmortems.ts';
import { aNight, DOWN, UP } from '../../stories/night.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const HOURS = officeHours('UTC');

/** A SEV1 that ended: its post-mortem is to be written. */
function afterAnOutage(settings: Parameters<typeof aNight>[0] = {}) {
  const night = aNight(settings);
  night.world('postgres', { database: DOWN });
  night.pass(60);
  const incidentId = night.incident().id;
  night.world('postgres', { database: UP });
  night.pass(180);
  return { night, incidentId };
}

const told = (night: ReturnType<typeof aNight>) =>
  night.intended('postmortem').map(({ title, body }) => `${title}. ${body}`);

describe('the post-mortem of a SEV1', () => {
  it('is asked for a day before it is due and when it is, each once, also through sleep and restart', () => {
    const { night } = afterAnOutage();
    night.sleep(DAY);
    expect(told(night)).toEqual([]);
    night.sleep(DAY + HOUR);
    night.pass(60);
    expect(told(night)).toHaveLength(1);
    expect(told(night)[0]).toMatch(
      /^Post-mortem due soon: Database connection failed\. A SEV1 asks for one\. It is due 2026-01-16 01:02 UTC\. State: Draft\.$/,
    );
    night.restart();
    night.sleep(DAY);
    night.pass(60);
    night.pass(HOUR);
    expect(told(night).map((words) => words.slice(0, 19))).toEqual(['Post-mortem due soo', 'Post-mortem overdue']);
    expect(night.intended('alarm')).toHaveLength(1);
    expect(night.intended('recovery')).toHaveLength(1);
  });

  it('is not asked for once it was reviewed, nor at night, nor while all is muted', () => {
    const quiet = { zone: 'UTC', fromMinute: 0, toMinute: 24 * 60 };
    const { night } = afterAnOutage({ quietHours: quiet });
    night.sleep(4 * DAY);
    expect(told(night)).toEqual([]);

    const { night: reviewed, incidentId } = afterAnOutage();
    reviewed.say([{ type: 'postmortem-state', payload: { to: 'Reviewed' }, incidentId }]);
    reviewed.sleep(4 * DAY);
    expect(told(reviewed)).toEqual([]);
  });

  it('stays in the list until it is closed, and is forgotten a month later', () => {
    const { night, incidentId } = afterAnOutage();
    const views = () => postmortemViews(night.state().backlog, HOURS);
    expect(views()).toMatchObject([{ incidentId, state: 'Draft', severity: 1 }]);
    night.sleep(40 * DAY);
    expect(views()).toHaveLength(1);
    night.say([{ type: 'postmortem-state', payload: { to: 'Closed' }, incidentId }]);
    expect(views()).toEqual([]);
    expect(forgetFinished(night.state().backlog, night.now())).toEqual({});
  });

  it('is asked for by nobody once it goes on as part of another incident', () => {
    const { night, incidentId } = afterAnOutage();
    const views = () => postmortemViews(night.state().backlog, HOURS);
    expect(views()).toHaveLength(1);
    night.say([
      { type: 'incident-merged', payload: { into: 'other', title: 'Other', reason: 'one cause' }, incidentId },
    ]);
    expect(views()).toEqual([]);
    night.sleep(2.5 * DAY);
    night.pass(60);
    expect(told(night)).toEqual([]);
    night.sleep(30 * DAY);
    expect(forgetFinished(night.state().backlog, night.now())).toEqual({});
  });
});

describe('an action item', () => {
  it('is overdue from the day after its day until it is done, long after the incident is forgotten', () => {
    const { night, incidentId } = afterAnOutage();
    const item = { itemId: 'i1', action: 'Raise the limit', owner: 'Ana', due: '2026-01-20', status: 'Open' } as const;
    night.say([{ type: 'action-item-set', payload: item, incidentId }]);
    const overdue = (iso: string) =>
      overdueItems(night.state().backlog, Date.parse(iso), HOURS).map(({ item: { action } }) => action);
    expect(overdue('2026-01-20T23:59:00Z')).toEqual([]);
    night.sleep(60 * DAY);
    expect(night.state().incidents).toEqual({});
    expect(overdue('2026-01-21T00:01:00Z')).toEqual(['Raise the limit']);
    night.say([{ type: 'action-item-set', payload: { ...item, status: 'Done' }, incidentId }]);
    expect(overdue('2026-03-21T00:01:00Z')).toEqual([]);
  });
});

describe('below SEV2', () => {
  it('nothing is due', () => {
    const night = aNight();
    night.world('celery', { queue_length: 70 });
    night.pass(200);
    night.world('celery', { queue_length: 1 });
    night.pass(200);
    expect(Object.values(night.state().backlog)).toHaveLength(1);
    expect(remindersDue(night.state().backlog, { ...night.now(), wallMs: Date.UTC(2027, 0, 1) }, HOURS)).toEqual([]);
    expect(postmortemViews(night.state().backlog, HOURS)).toEqual([]);
  });
});
