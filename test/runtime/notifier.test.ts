import { describe, expect, it } from 'vitest';
import { NO_ALERTS } from '../../electron/core/alerts/state.ts';
import { initialState } from '../../electron/core/engine/state.ts';
import type { NewEvent, NoticeKind } from '../../electron/core/events.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { foldNotices } from '../../electron/core/notices/log.ts';
import type { DeliveryOutcome, Notice } from '../../electron/core/ports.ts';
import type { Severity } from '../../electron/core/severity.ts';
import type { Engine, EngineListener } from '../../electron/runtime/engine.ts';
import { connectNotifier } from '../../electron/runtime/notifier.ts';
import { fakeClock } from '../fakes/clock.ts';

const SHOWN: DeliveryOutcome = { outcome: 'shown', rung: 'native', failedBefore: [] };

function intended(kind: NoticeKind, severity: Severity, id = 'n1'): NewEvent {
  const payload = { noticeId: id, kind, severity, title: 'T', body: 'B', replaces: null, about: '', covers: [] };
  return { type: 'notice-intended', payload, id, at: fakeClock().now(), actor: 'sevlight', incidentId: 'i' };
}

async function notified(events: readonly NewEvent[], before: readonly NewEvent[] = [], outcome = SHOWN) {
  const initial = initialState(NO_ALERTS);
  const state = { ...initial, notices: before.reduce(foldNotices, initial.notices) };
  const listeners: EngineListener[] = [];
  const reported: Addressed[] = [];
  const delivered: Notice[] = [];
  const insisted: (string | null)[] = [];
  const engine: Engine = {
    state: () => state,
    awayMs: null,
    observe: () => undefined,
    report: (said) => void reported.push(...said),
    say: () => undefined,
    unsaved: () => null,
    listen: (listener) => void listeners.push(listener),
  };
  const delivery = {
    deliver: (notice: Notice) => {
      delivered.push(notice);
      return Promise.resolve(outcome);
    },
    withdraw: () => undefined,
  };
  connectNotifier(engine, delivery, (incidentId) => insisted.push(incidentId));
  for (const listener of listeners) listener(state, events);
  await Promise.resolve();
  await Promise.resolve();
  return { reported, delivered, insisted };
}

describe('the notifier', () => {
  it('delivers what is intended and writes down what became of it', async () => {
    const { delivered, reported } = await notified([intended('alarm', 2)]);
    expect(delivered.map(({ id, severity, silent }) => [id, severity, silent])).toEqual([['n1', 2, false]]);
    expect(reported.map(({ type }) => type)).toEqual(['notice-shown']);
  });

  it('writes down each rung that failed', async () => {
    const { reported } = await notified([intended('alarm', 2)], [], {
      outcome: 'shown',
      rung: 'window',
      failedBefore: [{ rung: 'native', reason: 'no daemon' }],
    });
    expect(reported.map(({ type }) => type)).toEqual(['notice-failed', 'notice-shown']);
  });

  it('repeats what a crash left unsettled, and nothing else', async () => {
    const settled: NewEvent = {
      ...intended('alarm', 1, 'told'),
      type: 'notice-shown',
      id: 'x',
      payload: { noticeId: 'told', rung: 'native' },
    };
    const { delivered } = await notified([], [intended('alarm', 1, 'told'), settled, intended('alarm', 1, 'lost')]);
    expect(delivered.map(({ id }) => id)).toEqual(['lost']);
  });

  it('insists on a SEV1 that nobody owns after its reminder, and on nothing else', async () => {
    expect((await notified([intended('reminder', 1)])).insisted).toEqual(['i']);
    expect((await notified([intended('reminder', 2), intended('alarm', 1)])).insisted).toEqual([]);
  });

  it('tells good news calmly', async () => {
    const { delivered } = await notified([intended('recovery', 1)]);
    expect(delivered.map(({ severity, silent }) => [severity, silent])).toEqual([[null, true]]);
  });
});
