import { describe, expect, it } from 'vitest';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import type { Bridge, CommandName, Reply } from '../../electron/ipc/contract.ts';
import { createCommander } from '../../renderer/store/commands.ts';
import { connect } from '../../renderer/store/connect.ts';
import { createWindowStore, receiveSnapshot } from '../../renderer/store/state.ts';
import { PLAYBOOK, snapshot } from './fixtures.ts';

/** A bridge that notes the order of what it is asked, and answers as told. */
function noting(answers: Partial<Record<CommandName, (input: unknown) => Promise<Reply<unknown>>>>) {
  const order: string[] = [];
  let listen: (value: AppSnapshot) => void = () => {};
  const bridge = new Proxy({} as Bridge, {
    get: (_, name: CommandName | 'on') =>
      name === 'on'
        ? (_push: string, listener: (value: AppSnapshot) => void) => {
            order.push('on');
            listen = listener;
            return () => order.push('off');
          }
        : (input: unknown) => {
            order.push(name);
            return answers[name]?.(input) ?? Promise.resolve({ ok: true, value: null });
          },
  });
  return { bridge, order, push: (value: AppSnapshot) => listen(value) };
}

const answered = <Value>(value: Value) => Promise.resolve({ ok: true, value } as const);

async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('connecting', () => {
  it('subscribes before it asks, and keeps the higher revision whichever comes last', async () => {
    const main = noting({
      snapshot: () => answered(snapshot({ revision: 4 })),
      playbook: () => answered(PLAYBOOK),
    });
    const store = createWindowStore();
    connect(main.bridge, store);
    main.push(snapshot({ revision: 7 }));
    await settled();
    expect(main.order.slice(0, 2)).toEqual(['on', 'snapshot']);
    expect(store.getState().snapshot?.revision).toBe(7);
    main.push(snapshot({ revision: 6 }));
    expect(store.getState().snapshot?.revision).toBe(7);
  });

  it('fetches the playbook once for each of its revisions', async () => {
    const main = noting({
      snapshot: () => answered(snapshot()),
      playbook: () => answered(PLAYBOOK),
    });
    const store = createWindowStore();
    connect(main.bridge, store);
    await settled();
    main.push(snapshot({ revision: 2 }));
    await settled();
    expect(main.order.filter((name) => name === 'playbook')).toHaveLength(1);
    main.push(snapshot({ revision: 3, playbook: { title: 'New', revision: 2, origin: 'file' } }));
    await settled();
    expect(main.order.filter((name) => name === 'playbook')).toHaveLength(2);
  });

  it('says why there is nothing to show, and forgets it with the first snapshot', async () => {
    const main = noting({
      snapshot: () => Promise.resolve({ ok: false, code: 'internal', message: 'The store is being repaired.' }),
      playbook: () => answered(PLAYBOOK),
    });
    const store = createWindowStore();
    connect(main.bridge, store);
    await settled();
    expect(store.getState().problem).toBe('The store is being repaired.');
    main.push(snapshot());
    expect(store.getState().problem).toBeNull();
  });
});

describe('a view request', () => {
  const asking = (id: number, revision: number): AppSnapshot =>
    snapshot({ revision, view: { id, screen: 'incident', incidentId: 'inc-1' } });

  it('is followed once, however often it is repeated, and confirmed', async () => {
    const main = noting({ snapshot: () => answered(asking(3, 1)), playbook: () => answered(PLAYBOOK) });
    const store = createWindowStore();
    connect(main.bridge, store);
    await settled();
    expect(store.getState().place).toEqual({ screen: 'incident', incidentId: 'inc-1' });
    expect(main.order).toContain('viewShown');
    store.setState({ place: { screen: 'now' } });
    main.push(asking(3, 2));
    expect(store.getState().place).toEqual({ screen: 'now' });
    main.push(asking(4, 3));
    expect(store.getState().place.screen).toBe('incident');
  });

  it('moves nobody who is not asked', () => {
    const store = createWindowStore();
    store.setState({ place: { screen: 'history' } });
    expect(receiveSnapshot(store, snapshot())).toBeNull();
    expect(store.getState().place.screen).toBe('history');
  });
});

describe('a command', () => {
  const tick = {
    name: 'doStep',
    input: { commandId: 'c-1', incidentId: 'inc-1', list: 'runbook', stepId: 'look' },
    label: 'Tick “Look”',
    about: 'inc-1/runbook/look',
    done: 'Saved: Look',
  } as const;

  it('is saving until the reply, and said to be saved only then', async () => {
    let reply: (value: Reply<unknown>) => void = () => {};
    const main = noting({ doStep: () => new Promise((resolve) => (reply = resolve)) });
    const store = createWindowStore();
    const sent = createCommander(main.bridge, store).send(tick);
    expect(store.getState().saving).toEqual([tick.about]);
    expect(store.getState().said).toBeNull();
    reply({ ok: true, value: null });
    expect(await sent).toBe(true);
    expect(store.getState().saving).toEqual([]);
    expect(store.getState().said?.text).toBe('Saved: Look');
  });

  it('stays as a failure with its message, and is retried under the id it had', async () => {
    const ids: unknown[] = [];
    let full = true;
    const main = noting({
      doStep: (input) => {
        ids.push((input as { commandId: string }).commandId);
        return Promise.resolve(
          full ? { ok: false, code: 'storage', message: 'The disk is full.' } : { ok: true, value: null },
        );
      },
    });
    const store = createWindowStore();
    const commander = createCommander(main.bridge, store);
    expect(await commander.send(tick)).toBe(false);
    const [failed] = store.getState().failures;
    expect(failed?.message).toBe('The disk is full.');
    expect(store.getState().said).toBeNull();
    full = false;
    if (failed !== undefined) expect(await commander.retry(failed)).toBe(true);
    expect(store.getState().failures).toEqual([]);
    expect(ids).toEqual(['c-1', 'c-1']);
  });

  it('fails when main is gone, instead of waiting in silence', async () => {
    const main = noting({ doStep: () => Promise.reject(new Error('channel closed')) });
    const store = createWindowStore();
    expect(await createCommander(main.bridge, store).send(tick)).toBe(false);
    expect(store.getState().failures[0]?.message).toContain('channel closed');
    expect(store.getState().saving).toEqual([]);
  });
});
