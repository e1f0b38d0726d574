import type { EventBody } from '../core/events.ts';

export type EventType = EventBody['type'];

/** Turns a payload of one version into the next. */
export type Lift = (payload: unknown) => unknown;

/** `LIFTS[type][n]` lifts version n + 1 to n + 2: the number of lifts is what makes a type's newest version. */
export type Lifts = { readonly [Type in EventType]: readonly Lift[] };

/** Every type this version knows. A payload changes its shape only together with a lift for the old one. */
export const LIFTS: Lifts = {
  'alert-pending': [],
  'alert-calmed': [],
  'alert-fired': [],
  'alert-level-changed': [],
  'alert-explained': [],
  'alert-unexplained': [],
  'alert-unknown': [],
  'alert-known': [],
  'alert-flapping': [],
  'alert-resolved': [],
  'incident-opened': [],
  'incident-joined': [],
  'incident-severity-changed': [],
  'incident-status-changed': [],
  'incident-acknowledged': [],
  'incident-unacknowledged': [],
  'incident-absorbed': [],
  'incident-merged': [],
  'incident-split': [],
  'ladder-called': [],
  'ladder-no-answer': [],
  'ladder-not-needed': [],
  'flag-raised': [],
  'flag-lowered': [],
  'step-done': [],
  'step-undone': [],
  'step-skipped': [],
  'step-timed': [],
  'note-added': [],
  'evidence-answered': [],
  'message-queued': [],
  'message-sending': [],
  'message-sent': [],
  'message-failed': [],
  'message-retried': [],
  'message-cancelled': [],
  'update-given': [],
  'postmortem-edited': [],
  'postmortem-state': [],
  'action-item-set': [],
  'alert-judged': [],
  'notice-intended': [],
  'notice-shown': [],
  'notice-failed': [],
  'notice-skipped': [],
  muted: [],
  unmuted: [],
  'app-started': [],
  'app-stopped': [],
  woke: [],
  'clock-changed': [],
  'blind-started': [],
  'blind-ended': [],
};

export function newestVersion(type: EventType, lifts: Lifts): number {
  return lifts[type].length + 1;
}

/** The event in today's shape; null for a type or version that only a later Sevlight knows. */
export function lift(
  stored: { readonly type: string; readonly version: number; readonly payload: unknown },
  lifts: Lifts,
): EventBody | null {
  const { type, version } = stored;
  if (!isKnown(type, lifts) || version < 1 || version > newestVersion(type, lifts)) return null;
  const payload = lifts[type].slice(version - 1).reduce((older, step) => step(older), stored.payload);
  // Written by commit(), which takes nothing but an EventBody, and proven unchanged by its checksum.
  return { type, payload } as EventBody;
}

function isKnown(type: string, lifts: Lifts): type is EventType {
  return Object.hasOwn(lifts, type);
}
