import type { AlertKey } from '../alerts/alert.ts';
import type { StoredEvent } from '../events.ts';
import type { Judgement } from './judgement.ts';

/** Once that an alert fired, as the log tells it. */
export interface PastFiring {
  readonly ruleId: string;
  readonly alertKey: AlertKey;
  /** The worst level that it reached; 0 is the rule's worst. */
  readonly level: number;
  /** Its first bad look. */
  readonly fromWallMs: number;
  /** Null while it goes on. */
  readonly toWallMs: number | null;
  /** Null while nobody was asked. */
  readonly judged: Judgement | null;
}

export interface Firings {
  /** Takes the next event of the log. */
  add(event: StoredEvent): void;
  /** The oldest first. */
  all(): readonly PastFiring[];
}

type Kept = { -readonly [Key in keyof PastFiring]: PastFiring[Key] } & { incidentId: string | null };

/** Every firing there ever was, each with what people said of it when its incident was over. */
export function createFirings(): Firings {
  const kept: Kept[] = [];
  const going = new Map<AlertKey, Kept>();

  function move(from: (one: Kept) => boolean, to: string | null): void {
    for (const one of kept) if (from(one)) one.incidentId = to;
  }

  return {
    add(event) {
      switch (event.type) {
        case 'alert-fired': {
          const { alertKey, ruleId, badness, firstBad } = event.payload;
          const { level } = badness;
          const one: Kept = {
            ruleId,
            alertKey,
            level,
            fromWallMs: firstBad.wallMs,
            toWallMs: null,
            judged: null,
            incidentId: event.incidentId,
          };
          kept.push(one);
          going.set(alertKey, one);
          break;
        }
        case 'alert-level-changed': {
          const one = going.get(event.payload.alertKey);
          if (one !== undefined) one.level = Math.min(one.level, event.payload.to.level);
          break;
        }
        case 'alert-resolved': {
          const one = going.get(event.payload.alertKey);
          if (one !== undefined) one.toWallMs = event.at.wallMs;
          going.delete(event.payload.alertKey);
          break;
        }
        case 'incident-opened': {
          // What was left when its cause cleared goes on in an incident of its own.
          const own = going.get(event.payload.alertKey ?? '');
          if (own !== undefined) own.incidentId = event.incidentId;
          break;
        }
        case 'incident-absorbed':
          move(({ incidentId }) => incidentId === event.payload.source, event.incidentId);
          break;
        case 'alert-judged': {
          const { alertKey, verdict } = event.payload;
          const those = kept.filter((one) => one.alertKey === alertKey && one.incidentId === event.incidentId);
          for (const one of those) one.judged = verdict;
          break;
        }
        default:
          break;
      }
    },
    all: () => kept.map(({ incidentId: _home, ...firing }) => firing),
  };
}
