import { describe, expect, it } from 'vitest';
import {
  doStep,
  giveUpdate,
  mergeIncident,
  openIncident,
  setSeverity,
  setStatus,
} from '../../electron/commands/incidents.ts';
import { ladderCalled, ladderNoAnswer, lowerFlag, raiseFlag } from '../../electron/commands/ladder.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { foldIncidents, type Incidents } from '../../electron/core/incidents/incident.ts';
import { LADDER, incident as view } from '../renderer/fixtures.ts';

const now = { wallMs: Date.UTC(2026, 0, 13, 1), elapsedMs: 1000, awakeMs: 1000, bootId: 'boot' };
const ask = { commandId: 'c', incidentId: 'a' };

function folded(incidents: Incidents, events: readonly Addressed[]): Incidents {
  return events.reduce<Incidents>((before, body, index) => {
    const event: NewEvent = { ...body, id: `e-${index}`, at: now, actor: 'person' };
    return foldIncidents(before, event);
  }, incidents);
}

function opened(...ids: readonly string[]): Incidents {
  return ids.reduce<Incidents>(
    (incidents, commandId) =>
      folded(incidents, openIncident({ commandId, title: commandId, severity: 2 }, undefined, now)),
    {},
  );
}

describe('commands about an incident', () => {
  it('open it acknowledged, under the command’s own id, so that said twice it is one', () => {
    const incidents = opened('a');
    expect(incidents.a).toMatchObject({ severity: 2, cause: null, status: 'Investigating' });
    expect(incidents.a?.acknowledgement?.reason).toBe('opened by hand');
  });

  it('refuse a runbook that the playbook does not have', () => {
    const input = { commandId: 'a', title: 'x', severity: 1, runbookId: 'gone' } as const;
    expect(() => openIncident(input, undefined, now)).toThrow('no such runbook');
  });

  it('change the severity, but not to what it is', () => {
    const incidents = folded(opened('a'), setSeverity(opened('a'), { ...ask, to: 1, reason: 'all of it' }));
    expect(incidents.a?.severity).toBe(1);
    expect(() => setSeverity(incidents, { ...ask, to: 1, reason: 'again' })).toThrow('SEV1 already');
  });

  it('open a resolved one again only with a reason', () => {
    const over = folded(opened('a'), [
      { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'over' }, incidentId: 'a' },
    ]);
    expect(() => setStatus(over, { ...ask, to: 'Investigating' })).toThrow('why');
    const again = folded(over, setStatus(over, { ...ask, to: 'Investigating', reason: 'it came back' }));
    expect(again.a).toMatchObject({ status: 'Investigating', resolvedAt: null });
    expect(() => giveUpdate(over, ask)).toThrow('no update is due');
  });

  it('keep the words of a step without the colon that leads to its command', () => {
    const step = {
      id: 's',
      text: 'Restart the workers:',
      inline: [],
      details: [],
      code: [],
      links: [],
      children: [],
      line: 1,
    };
    expect(doStep(opened('a'), { ...ask, list: 'l', stepId: 's' }, () => [step])).toMatchObject([
      { type: 'step-done', payload: { text: 'Restart the workers' } },
    ]);
  });

  it('never open a merged one again', () => {
    const two = opened('a', 'b');
    const merged = folded(two, mergeIncident(two, { ...ask, into: 'b', reason: 'one cause' }));
    expect(merged.a).toMatchObject({ status: 'Resolved', mergedInto: 'b' });
    expect(() => setStatus(merged, { ...ask, to: 'Investigating', reason: 'no' })).toThrow('part of another');
  });

  it('raise a flag once and take it back once', () => {
    const flag = { ...ask, flag: 'breach', reason: 'odd downloads' } as const;
    const up = folded(opened('a'), raiseFlag(opened('a'), flag));
    expect(up.a?.flags.map((one) => one.flag)).toEqual(['breach']);
    expect(() => raiseFlag(up, flag)).toThrow('up already');
    const down = folded(up, lowerFlag(up, flag));
    expect(down.a?.flags).toEqual([]);
    expect(() => lowerFlag(down, flag)).toThrow('not up');
  });
});

describe('commands about the ladder', () => {
  const shown = [view({ id: 'a' })];
  const sam = { ...ask, level: 2, person: 'Sam Ode' };

  it('name whoever the person saw on it, and who is next', () => {
    expect(ladderCalled(shown, sam)[0]?.payload).toMatchObject({ person: 'Sam Ode', level: 2 });
    expect(ladderNoAnswer(shown, sam)[0]?.payload).toMatchObject({ person: 'Sam Ode', next: null });
  });

  it('refuse to count a second press for the next in line, whom nobody called', () => {
    const backup = [view({ id: 'a', ladder: LADDER.map((row) => ({ ...row, person: 'Bo Lind' })) })];
    const moved = 'The ladder has moved on to Bo Lind: look again.';
    expect(() => ladderNoAnswer(backup, sam)).toThrow(moved);
    expect(() => ladderCalled(backup, sam)).toThrow(moved);
    for (const state of ['called', 'unanswered'] as const) {
      const settled = [view({ id: 'a', ladder: LADDER.map((row) => ({ ...row, state })) })];
      expect(() => ladderNoAnswer(settled, sam)).toThrow('calling Sam Ode is noted already');
    }
  });

  it('refuse the level that is there anyway, one that is not, and a resolved incident', () => {
    expect(() => ladderCalled(shown, { ...sam, level: 1 })).toThrow('no such level');
    expect(() => ladderCalled(shown, { ...sam, level: 9 })).toThrow('no such level');
    const over = [view({ id: 'a', resolvedAtWallMs: 1 })];
    expect(() => ladderCalled(over, sam)).toThrow('nobody has to be called');
    expect(() => ladderCalled([], sam)).toThrow('not open any more');
  });
});
