import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { receiveSnapshot, type WindowStore } from './state.ts';

/**
 * Subscribes, then asks for what was there before: of the two the higher revision stays.
 * Answers the function that ends the subscription.
 */
export function connect(bridge: Bridge, store: WindowStore): () => void {
  const receive = (snapshot: AppSnapshot): void => {
    const viewId = receiveSnapshot(store, snapshot);
    // A lost confirmation only means that the same request comes again, and it is followed once.
    if (viewId !== null) bridge.viewShown({ viewId }).catch(() => {});
    void loadPlaybook(bridge, store);
  };
  const stop = bridge.on('snapshot', receive);
  void bridge.snapshot(undefined).then(
    (reply) => {
      if (reply.ok) receive(reply.value);
      else store.setState({ problem: reply.message });
    },
    (error: unknown) => store.setState({ problem: `Sevlight did not answer its window: ${String(error)}` }),
  );
  return stop;
}

/** Fetches the playbook when the snapshot names another revision than the one at hand. */
async function loadPlaybook(bridge: Bridge, store: WindowStore): Promise<void> {
  const revision = store.getState().snapshot?.playbook.revision;
  if (revision === undefined || revision === store.getState().playbook?.revision) return;
  try {
    const reply = await bridge.playbook(undefined);
    // A newer revision may have been announced while this one was on its way: it has asked for itself.
    if (store.getState().snapshot?.playbook.revision !== revision) return;
    if (reply.ok) store.setState({ playbook: { revision, value: reply.value }, problem: null });
    else store.setState({ problem: `The playbook could not be read: ${reply.message}` });
  } catch (error) {
    store.setState({ problem: `The playbook could not be read: ${String(error)}` });
  }
}
