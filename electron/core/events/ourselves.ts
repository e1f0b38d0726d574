import type { UnknownCause } from '../look.ts';
import type { SourceId } from '../source.ts';

export type AppMode = 'live' | 'training' | 'drill';
export type BlindCause = UnknownCause | 'not-running';

/** What Sevlight tells of itself and of the machine it runs on. */
export type OwnEvent =
  | { readonly type: 'app-started'; readonly payload: { readonly version: string; readonly mode: AppMode } }
  | { readonly type: 'app-stopped'; readonly payload: { readonly reason: string } }
  | { readonly type: 'woke'; readonly payload: { readonly sleptMs: number } }
  | { readonly type: 'clock-changed'; readonly payload: { readonly byMs: number } }
  | {
      readonly type: 'blind-started';
      readonly payload: {
        readonly source: SourceId | 'all';
        readonly cause: BlindCause;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'blind-ended';
      readonly payload: {
        readonly source: SourceId | 'all';
        readonly cause: BlindCause;
        readonly reason: string;
        /** Elapsed time, sleep included. */
        readonly lastedMs: number;
      };
    };
