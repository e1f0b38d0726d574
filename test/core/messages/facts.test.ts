import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../electron/core/alerts/alert.ts';
import type { EventBody, StoredEvent } from '../../../electron/core/events.ts';
import { foldIncidents, type Incidents } from '../../../electron/core/incidents/incident.ts';
import { bad } from '../../../electron/core/look.ts';
import { messageFacts } from '../../../electron/core/messages/facts.ts';
import { parsePlaybook } from '../../../electron/core/playbook/parse.ts';
import type { Instant } from '../../../electron/core/time.ts';

const PLAYBOOK = parsePlaybook(`# Runbook

## Alert Runbooks

### Database Connection Failed

**Alert:** \`Database connection failed\`
**Severity:** SEV1

1. Look at the panel
2. Count the connections
3. Restart the workers
`);
const [RUNBOOK] = PLAYBOOK.runbooks;
const START_MS = Date.UTC(2026, 10, 23, 14, 0);

const at = (minute: number): Instant => ({
  wallMs: START_MS + minute * 60_000,
  elapsedMs: minute * 60_000,
  awakeMs: minute * 60_000,
  bootId: 'boot',
});

function aStory() {
  const events: StoredEvent[] = [];
  let incidents: Incidents = {};
  const happened = (minute: number, body: EventBody, actor: StoredEvent['actor'] = 'person') => {
    const event: StoredEvent = {
      ...body,
      seq: events.length + 1,
      id: `e${events.length}`,
      at: at(minute),
      actor,
      incidentId: 'inc-1',
    };
    events.push(event);
    incidents = foldIncidents(incidents, event);
  };
  happened(
    0,
    {
      type: 'incident-opened',
      payload: {
        title: 'Database connection failed',
        severity: 1,
        runbook: 'Database Connection Failed',
        alertKey: 'database',
        reason: 'Refused for ana@example.com from 203.0.113.7: postgres://app:hunter2@db/app',
        firstBad: at(0),
      },
    },
    'sevlight',
  );
  const step = (index: number) => {
    const { id, text } = RUNBOOK?.steps[index] ?? { id: '', text: '' };
    return { list: RUNBOOK?.id ?? '', stepId: id, text };
  };
  const told = (include = { notes: false, people: false }, alerts: readonly Alert[] = [], minute = 30) => {
    const incident = incidents['inc-1'];
    if (incident === undefined) throw new Error('It was not opened.');
    return messageFacts({
      incident,
      events,
      alerts,
      playbook: PLAYBOOK,
      runbookId: RUNBOOK?.id ?? null,
      environment: 'production',
      nowWallMs: at(minute).wallMs,
      zone: 'UTC',
      include,
    });
  };
  return { happened, step, told };
}

function firing(key: string, name: string, unknownSince: Instant | null = null): Alert {
  const badness = { level: 0, name, severity: 1, reason: `${name}.`, value: null } as const;
  return {
    key,
    ruleId: key,
    instance: null,
    lastLook: { at: at(1), look: bad(`${name}.`), value: null },
    explainedBy: null,
    flapping: false,
    phase: 'firing',
    badness,
    firstBad: at(0),
    firedAt: at(1),
    unknownSince,
  };
}

describe('the facts of an incident', () => {
  it('are the ticks that stand, in order, and the first step that is open', () => {
    const { happened, step, told } = aStory();
    happened(2, { type: 'step-done', payload: step(0) });
    happened(3, { type: 'step-done', payload: step(1) });
    happened(4, { type: 'step-undone', payload: step(1) });
    happened(5, { type: 'step-skipped', payload: { ...step(2), reason: 'not ours' } });
    expect(told().actions).toEqual([{ atWallMs: at(2).wallMs, text: 'Look at the panel' }]);
    expect(told().nextStep).toBe('Count the connections');
    happened(6, { type: 'step-done', payload: step(1) });
    expect(told().actions.map(({ text }) => text)).toEqual(['Look at the panel', 'Count the connections']);
    expect(told().nextStep).toBeNull();
  });

  it('leave out people, and notes, unless they are asked for; and credentials always', () => {
    const { happened, told } = aStory();
    happened(2, { type: 'note-added', payload: { text: 'Called Ana,\n+1 202 555 0101' } });
    expect(told().measured).toEqual(['Refused for [e-mail] from [address]: postgres://***@db/app.']);
    expect(told().actions).toEqual([]);
    const all = told({ notes: true, people: true });
    expect(all.actions).toMatchObject([{ text: 'Called Ana, +1 202 555 0101' }]);
    expect(all.measured[0]).toContain('ana@example.com from 203.0.113.7');
    expect(JSON.stringify(all)).not.toContain('hunter2');
    expect(told({ notes: true, people: false }).actions).toMatchObject([{ text: 'Called Ana, [phone number]' }]);
  });

  it('name what fires still because of it, and what nobody can look at', () => {
    const { happened, told } = aStory();
    const joined = { alertKey: 'system', name: 'System Health Critical', reason: 'explained' };
    happened(2, { type: 'incident-joined', payload: joined }, 'sevlight');
    const alerts = [
      firing('database', 'Database connection failed', at(9)),
      firing('system', 'System Health Critical'),
    ];
    const given = told(undefined, alerts);
    expect(given.measured[1]).toBe('Also affected: System Health Critical.');
    expect(given.firing).toEqual(['Database connection failed', 'System Health Critical']);
    expect(given.unseen).toEqual(['Database connection failed']);
    expect(told(undefined, [firing('other', 'Other')]).firing).toEqual([]);
  });

  it('promise the next update by severity, and none when it is over', () => {
    const { happened, told } = aStory();
    expect(told().nextUpdateWallMs).toBe(at(60).wallMs);
    happened(3, { type: 'incident-severity-changed', payload: { from: 1, to: 2, reason: 'partly' } });
    expect(told().nextUpdateWallMs).toBe(at(90).wallMs);
    happened(4, { type: 'incident-severity-changed', payload: { from: 2, to: 3, reason: 'hardly' } });
    expect(told().nextUpdateWallMs).toBeNull();
    happened(5, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Pool doubled' } });
    expect(told()).toMatchObject({ ending: 'Pool doubled', resolvedAtWallMs: at(5).wallMs, nextUpdateWallMs: null });
  });

  it('do not take it for an explanation that an alert has ended', () => {
    const { happened, told } = aStory();
    happened(5, { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Good for 60 s' } }, 'sevlight');
    expect(told().ending).toBeNull();
  });
});
