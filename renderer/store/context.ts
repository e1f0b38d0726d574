import { createContext, useContext, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../electron/ipc/contract.ts';
import { type Action, type ActionRegistry, createActionRegistry } from './actions.ts';
import { type Commander, createCommander } from './commands.ts';
import { createWindowStore, type WindowState, type WindowStore } from './state.ts';

export interface Desk {
  readonly bridge: Bridge;
  readonly store: WindowStore;
  readonly commander: Commander;
  readonly actions: ActionRegistry;
}

export function createDesk(bridge: Bridge): Desk {
  const store = createWindowStore();
  return { bridge, store, commander: createCommander(bridge, store), actions: createActionRegistry() };
}

const DeskContext = createContext<Desk | null>(null);

export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk needs a DeskProvider above it.');
  return desk;
}

export function useWindow<Value>(select: (state: WindowState) => Value): Value {
  return useStore(useDesk().store, select);
}

/** Registers what can be done while the component is shown; the list may change with every render. */
export function useActions(actions: readonly Action[]): void {
  const { actions: registry } = useDesk();
  const newest = useRef(actions);
  // With the frame itself: a key pressed at once must do what the screen says.
  useLayoutEffect(() => {
    newest.current = actions;
  });
  useLayoutEffect(() => registry.register(() => newest.current), [registry]);
}
