import type { AlertEvent } from './events/alerts.ts';
import type { IncidentEvent } from './events/incidents.ts';
import type { LearningEvent } from './events/learning.ts';
import type { MessageEvent } from './events/messages.ts';
import type { NoticeEvent } from './events/notices.ts';
import type { OwnEvent } from './events/ourselves.ts';
import type { Instant } from './time.ts';

export type { IncidentStatus } from './events/incidents.ts';
export type { MessageRef } from './events/messages.ts';
export type { MuteTarget, NoticeKind, NoticeRung } from './events/notices.ts';
export type { AppMode, BlindCause } from './events/ourselves.ts';

/** Who did it: a person at this machine, or Sevlight itself. */
export type Actor = 'person' | 'sevlight';

/** What happened, as it stands in the log. Payloads are JSON values only. */
export type EventBody = AlertEvent | IncidentEvent | LearningEvent | MessageEvent | NoticeEvent | OwnEvent;

/** An event on its way to the log. `id` makes it idempotent: the same id is stored once. */
export type NewEvent = EventBody & {
  readonly id: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly incidentId: string | null;
};

/** An event as the log keeps it: `seq` orders, never the wall clock. */
export type StoredEvent = NewEvent & { readonly seq: number };
