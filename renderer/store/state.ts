import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Playbook } from '../../electron/core/playbook/model.ts';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import type { CommandName, InputOf } from '../../electron/ipc/contract.ts';

/** Where the window is. An incident without an id is the list of them. */
export type Place =
  | { readonly screen: 'now' }
  | { readonly screen: 'incident'; readonly incidentId: string | null }
  | { readonly screen: 'runbooks'; readonly runbookId: string | null }
  | { readonly screen: 'history' }
  | { readonly screen: 'postmortem'; readonly incidentId: string }
  | { readonly screen: 'contacts' }
  | { readonly screen: 'handover' }
  | { readonly screen: 'settings' };

/** A command on its way to main, or refused by it. */
export interface SentCommand<Name extends CommandName = CommandName> {
  readonly name: Name;
  readonly input: InputOf<Name>;
  /** What is being done, as a person says it: `Tick “Check the logs”`. */
  readonly label: string;
  /** The thing it is about: marks that thing as being saved, or not saved. */
  readonly about: string;
  /** What to say once it is saved; nothing where the screen shows it anyway. */
  readonly done: string | null;
}

export interface FailedCommand {
  readonly id: number;
  readonly command: SentCommand;
  readonly message: string;
}

export interface WindowState {
  readonly snapshot: AppSnapshot | null;
  readonly playbook: { readonly revision: number; readonly value: Playbook } | null;
  /** Why there is nothing to show yet, or no playbook; null while all is well. */
  readonly problem: string | null;
  readonly place: Place;
  /** `about` of every command whose reply is still out. */
  readonly saving: readonly string[];
  readonly failures: readonly FailedCommand[];
  /** The newest thing to say aloud and to show for a moment. */
  readonly said: { readonly id: number; readonly text: string } | null;
  /** The newest view request that was followed. */
  readonly viewShown: number;
}

export type WindowStore = StoreApi<WindowState>;

export function createWindowStore(): WindowStore {
  return createStore<WindowState>(() => ({
    snapshot: null,
    playbook: null,
    problem: null,
    place: { screen: 'now' },
    saving: [],
    failures: [],
    said: null,
    viewShown: 0,
  }));
}

/** Keeps the snapshot with the higher revision and follows a view request once. Answers the id to confirm to main, if any. */
export function receiveSnapshot(store: WindowStore, snapshot: AppSnapshot): number | null {
  const { snapshot: kept, viewShown } = store.getState();
  if (kept !== null && kept.revision >= snapshot.revision) return null;
  const view = snapshot.view;
  if (view === null || view.id <= viewShown) {
    store.setState({ snapshot, problem: null });
    return null;
  }
  const place: Place =
    view.screen === 'incident'
      ? { screen: 'incident', incidentId: view.incidentId }
      : view.screen === 'runbooks'
        ? { screen: 'runbooks', runbookId: null }
        : { screen: view.screen };
  store.setState({ snapshot, problem: null, place, viewShown: view.id });
  return view.id;
}

export function go(store: WindowStore, place: Place): void {
  store.setState({ place });
}

/** Says something aloud and shows it for a moment. */
export function say(store: WindowStore, text: string): void {
  store.setState(({ said }) => ({ said: { id: (said?.id ?? 0) + 1, text } }));
}
