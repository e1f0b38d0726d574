import { NO_ALERTS, restoreAlerts } from '../core/alerts/state.ts';
import { advance, type EngineInput, type EngineSettings } from '../core/engine/advance.ts';
import { type EngineState, foldEvent, initialState } from '../core/engine/state.ts';
import type { NewEvent } from '../core/events.ts';
import type { Addressed } from '../core/incidents/follow.ts';
import type { Clock, Commit, Store } from '../core/ports.ts';
import { elapsedBetween, type Instant } from '../core/time.ts';

export interface EngineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: EngineSettings;
  readonly newId: () => string;
}

/** Told after every step, when its events are on disk, or, if the disk refuses, kept for another try. */
export type EngineListener = (state: EngineState, events: readonly NewEvent[]) => void;

export interface Engine {
  state(): EngineState;
  /** Since the app last ran, in ms, sleep included; null when it never did. */
  readonly awayMs: number | null;
  /**
   * What was observed. An alarm must not wait for a full disk: where the store refuses, the step is made all the
   * same and its events are written as soon as the store takes them.
   */
  observe(input: Exclude<EngineInput, { type: 'said' }>): void;
  /** What a delivery reported; like an observation. */
  report(events: readonly Addressed[]): void;
  /** What a person did. Throws the store's error, and nothing has changed then. Said twice with one id, it is done once. */
  say(commandId: string, events: readonly Addressed[]): void;
  /** Why the newest events are not on disk yet; null when they are. */
  unsaved(): string | null;
  listen(listener: EngineListener): void;
}

const ALERTS = 'alerts';
/** Named anew when what is folded changes its shape: it is then folded from the log again. */
const FOLD = 'fold-3';
/** When the app last ran. */
const RAN = 'ran';
const FOLD_EVERY = 200;

/** Holds the state, steps it, and keeps it on disk: a restart equals no restart. */
export function createEngine({ store, clock, settings, newId }: EngineParts): Engine {
  let { state, seq } = restore(store);
  let foldedSeq = seq;
  const unwritten: NewEvent[] = [];
  let refusal: string | null = null;
  const listeners: EngineListener[] = [];
  const done = new Set<string>();
  // Written by the step below, in the same transaction as its events.
  const ran = store.state(RAN) as Instant | undefined;
  const awayMs = ran === undefined ? null : elapsedBetween(ran, clock.now());

  function step(input: EngineInput, strict: boolean): void {
    const advanced = advance(state, input, clock.now(), settings, newId);
    const commit = toCommit([...unwritten, ...advanced.events], advanced.state);
    try {
      const stored = store.commit(commit);
      seq = stored.at(-1)?.seq ?? seq;
      unwritten.length = 0;
      refusal = null;
    } catch (error) {
      refusal = error instanceof Error ? error.message : String(error);
      if (strict) throw error;
      unwritten.push(...advanced.events);
    }
    state = advanced.state;
    for (const listener of listeners) listener(state, advanced.events);
  }

  /** The fold before this commit's events goes along now and then, so that a start reads few events. */
  function toCommit(events: readonly NewEvent[], next: EngineState): Commit {
    const kept = { [ALERTS]: next.alerts, [RAN]: clock.now() };
    if (seq - foldedSeq < FOLD_EVERY || unwritten.length > 0) return { events, state: kept };
    foldedSeq = seq;
    const { incidents, notices, mutes, outbox, backlog, sight } = state;
    return { events, state: { ...kept, [FOLD]: { seq, incidents, notices, mutes, outbox, backlog, sight } } };
  }

  return {
    state: () => state,
    awayMs,
    observe: (input) => step(input, false),
    report: (events) => step({ type: 'said', id: newId(), actor: 'sevlight', events }, false),
    say: (commandId, events) => {
      if (done.has(commandId)) return;
      step({ type: 'said', id: commandId, actor: 'person', events }, true);
      done.add(commandId);
    },
    unsaved: () => refusal,
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}

interface Fold extends Pick<EngineState, 'incidents' | 'notices' | 'mutes' | 'outbox' | 'backlog' | 'sight'> {
  readonly seq: number;
}

function restore(store: Store): { state: EngineState; seq: number } {
  let state = initialState(restoreAlerts(store.state(ALERTS)) ?? NO_ALERTS);
  // Written by the step above, in the same transaction as its events.
  const fold = store.state(FOLD) as Fold | undefined;
  let seq = 0;
  if (fold !== undefined) {
    const { seq: foldedSeq, ...folded } = fold;
    state = { ...state, ...folded };
    seq = foldedSeq;
  }
  for (;;) {
    const events = store.eventsAfter(seq, 1000);
    for (const event of events) {
      state = foldEvent(state, event);
      seq = event.seq;
    }
    if (events.length < 1000) return { state, seq };
  }
}
