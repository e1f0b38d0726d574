import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHistoryHandlers } from '../../electron/commands/history.ts';
import { createPostmortemHandlers } from '../../electron/commands/postmortem.ts';
import type { NewEvent } from '../../electron/core/events.ts';
import type { Addressed } from '../../electron/core/incidents/follow.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import { type OpenedStore, openStore } from '../../electron/store/open-store.ts';
import { parseFixture } from '../core/playbook/fixtures.ts';
import { at, NIGHT } from '../core/postmortem/parts.ts';

const PLAYBOOK = parseFixture('customer-structure');
const ASK = { incidentId: 'inc-1', include: 'facts' } as const;

let folder: string;
let store: OpenedStore;
let saved: { readonly name: string; readonly text: string }[];
let clipboard: string[];
let refusal: string | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-postmortem-'));
  store = openStore({ folder, now: at(0) }).store;
  saved = [];
  clipboard = [];
  refusal = null;
  store.commit({
    events: NIGHT.map(
      ([seconds, body, { person } = {}], index): NewEvent => ({
        ...body,
        id: `e${index}`,
        at: at(seconds),
        actor: person ? 'person' : 'sevlight',
        incidentId: 'inc-1',
      }),
    ),
  });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function say(commandId: string, events: readonly Addressed[]): void {
  store.commit({
    events: events.map(
      (event, index): NewEvent => ({ ...event, id: `${commandId}.${index}`, at: at(5000), actor: 'person' }),
    ),
  });
}

/** As the house makes them, over the store as it is on disk now. */
function handlers() {
  return {
    ...createPostmortemHandlers({
      log: store,
      playbook: PLAYBOOK,
      runbookOf: (heading) => PLAYBOOK.runbooks.find(({ title }) => title === heading) ?? null,
      hours: officeHours('UTC'),
      author: null,
      now: () => at(6000),
      say,
      copyText: async (text) => clipboard.push(text) > 0,
      saveText: async (name, text) => {
        if (refusal !== null) throw new Error(refusal);
        saved.push({ name, text });
        return `/somewhere/${name}`;
      },
    }),
    ...createHistoryHandlers({
      log: store,
      samples: store,
      rules: [],
      sources: [],
      zone: 'UTC',
      nowWallMs: () => at(6000).wallMs,
      say,
    }),
  };
}

describe('the post-mortem’s commands', () => {
  it('write to disk: a restart shows the same words, items and state', async () => {
    const asked = handlers();
    const ids = { commandId: 'c1', incidentId: 'inc-1' };
    asked.editPostmortem({ ...ids, section: 'root cause', text: 'A job without a limit.' });
    asked.setActionItem({
      ...ids,
      commandId: 'c2',
      itemId: 'i',
      action: ' Raise it ',
      due: '2026-12-01',
      status: 'Open',
    });
    asked.setPostmortemState({ ...ids, commandId: 'c3', to: 'In review' });
    store.close();
    store = openStore({ folder, now: at(5500) }).store;
    const sheet = await handlers().postmortem(ASK);
    expect(sheet.sections.find(({ id }) => id === 'root cause')?.text).toBe('A job without a limit.');
    expect(sheet.items).toEqual([{ itemId: 'i', action: 'Raise it', owner: '', due: '2026-12-01', status: 'Open' }]);
    expect(sheet.state).toBe('In review');
    handlers().revertPostmortem({ ...ids, commandId: 'c4', section: 'root cause' });
    const back = await handlers().postmortem(ASK);
    expect(back.sections.find(({ id }) => id === 'root cause')?.editedAtWallMs).toBeNull();
    expect(store.eventsOf('inc-1').filter(({ type }) => type === 'postmortem-edited')).toHaveLength(2);
  });

  it('export the same Markdown to a file and to the clipboard, and say where', async () => {
    expect(await handlers().exportPostmortem({ ...ASK, to: 'file' })).toBe(
      'Exported to /somewhere/post-mortem-2026-11-23-database-connection-failed.md',
    );
    await handlers().exportPostmortem({ ...ASK, to: 'clipboard' });
    expect(clipboard).toEqual([saved[0]?.text]);
    expect(clipboard[0]).toContain('| 14:05 | On-call acknowledged |');
    expect(clipboard[0]).not.toContain('ana@example.com');
    refusal = 'EROFS';
    await expect(handlers().exportPostmortem({ ...ASK, to: 'file' })).rejects.toThrow('could not be written: EROFS');
  });

  it('refuse in words what cannot be', () => {
    const asked = handlers();
    const ids = { commandId: 'c1', incidentId: 'inc-1' };
    expect(() => asked.postmortem({ ...ASK, incidentId: 'none' })).toThrow('no such incident');
    expect(() => asked.editPostmortem({ ...ids, section: 'weather', text: 'x' })).toThrow('no such section');
    expect(() => asked.editPostmortem({ ...ids, section: 'action items', text: 'x' })).toThrow('one by one');
    expect(() => asked.setPostmortemState({ ...ids, to: 'Draft' })).toThrow('Draft already');
    asked.setPostmortemState({ ...ids, to: 'Closed' });
    expect(() => asked.editPostmortem({ ...ids, section: 'summary', text: 'x' })).toThrow('It is closed');
  });

  it('leave out sleep that the log tells of elsewhere', async () => {
    store.commit({
      events: [
        { id: 'o', at: at(9000), actor: 'sevlight', incidentId: 'inc-2', ...NIGHT[0]?.[1] } as NewEvent,
        { id: 'w', at: at(9100), actor: 'sevlight', incidentId: null, type: 'woke', payload: { sleptMs: 60_000 } },
        {
          id: 'r',
          at: at(9200),
          actor: 'person',
          incidentId: 'inc-2',
          type: 'incident-status-changed',
          payload: { to: 'Resolved', reason: 'over' },
        },
      ],
    });
    const sheet = await handlers().postmortem({ ...ASK, incidentId: 'inc-2' });
    expect(sheet.measures.blindMs).toBe(60_000);
    expect((await handlers().postmortem(ASK)).measures.blindMs).toBe(0);
    const { incidents } = await handlers().history({ weeks: 12 });
    expect(incidents.map(({ id, measures }) => [id, measures.blindMs])).toEqual([
      ['inc-1', 0],
      ['inc-2', 60_000],
    ]);
  });
});

describe('history', () => {
  it('finds the past by word, severity, alert and week, and hears what comes later', async () => {
    const asked = handlers();
    const found = async (filter: object) => (await asked.history({ weeks: 12, ...filter })).found;
    expect(await found({})).toBe(1);
    expect(await found({ words: 'database failed' })).toBe(1);
    expect(await found({ words: 'queue' })).toBe(0);
    expect([await found({ severity: 1 }), await found({ severity: 2 })]).toEqual([1, 0]);
    expect([await found({ alert: 'Database connection failed' }), await found({ alert: 'x' })]).toEqual([1, 0]);
    expect([await found({ week: '2026-11-23' }), await found({ week: '2026-11-16' })]).toEqual([1, 0]);
    const alertKey = 'database';
    await asked.judgeAlert({ commandId: 'j', incidentId: 'inc-1', alertKey, verdict: 'noise' });
    const { alerts, weeks, toAcknowledgeMs, toResolveMs } = await asked.history({ weeks: 2 });
    expect(alerts).toEqual([{ name: 'Database connection failed', count: 1, actedOn: 0, noise: 1, wrongThreshold: 0 }]);
    expect(weeks.map(({ week, counts }) => [week, counts])).toEqual([
      ['2026-11-16', [0, 0, 0, 0]],
      ['2026-11-23', [1, 0, 0, 0]],
    ]);
    expect([toAcknowledgeMs, toResolveMs]).toEqual([180_000, 2_580_000]);
    await expect(
      asked.judgeAlert({ commandId: 'k', incidentId: 'inc-1', alertKey: 'x', verdict: 'noise' }),
    ).rejects.toThrow('no such alert');
    const past = await asked.pastIncident({ incidentId: 'inc-1' });
    expect(past.timeline[0]?.text).toBe('Database connection failed: noise');
  });

  it('reads a long log once, and two questions at once do not read it twice', async () => {
    const asked = handlers();
    const events = Array.from(
      { length: 1200 },
      (_, index): NewEvent => ({
        id: `n${index}`,
        at: at(9000 + index),
        actor: 'sevlight',
        incidentId: null,
        type: 'woke',
        payload: { sleptMs: 1 },
      }),
    );
    store.commit({ events });
    const [first, second] = await Promise.all([asked.history({ weeks: 1 }), asked.history({ weeks: 1 })]);
    expect([first.total, second.total]).toEqual([1, 1]);
  });
});
