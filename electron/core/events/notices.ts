import type { AlertKey } from '../alerts/alert.ts';
import type { Severity } from '../severity.ts';
import type { SourceId } from '../source.ts';

export type NoticeRung = 'native' | 'notifier' | 'window';

export type NoticeKind =
  | 'alarm'
  | 'worsened'
  | 'reminder'
  | 'recovery'
  | 'acknowledgement-expiring'
  | 'deadline'
  | 'digest'
  | 'not-monitoring'
  | 'while-away'
  | 'message'
  | 'postmortem'
  | 'time-box'
  | 'drill';

export type MuteTarget =
  | { readonly kind: 'alert'; readonly alertKey: AlertKey }
  | { readonly kind: 'source'; readonly source: SourceId }
  | { readonly kind: 'all' };

/** What Sevlight meant to say, what became of it, and what keeps it quiet. */
export type NoticeEvent =
  | {
      readonly type: 'notice-intended';
      readonly payload: {
        readonly noticeId: string;
        readonly kind: NoticeKind;
        readonly severity: Severity | null;
        readonly title: string;
        readonly body: string;
        readonly replaces: string | null;
        /** What it was about, so that it is told once: the count of worsenings, or deadlines, parted by spaces. */
        readonly about: string;
        /** Incidents that a digest speaks for; else empty. */
        readonly covers: readonly string[];
      };
    }
  | { readonly type: 'notice-shown'; readonly payload: { readonly noticeId: string; readonly rung: NoticeRung } }
  | {
      readonly type: 'notice-failed';
      readonly payload: { readonly noticeId: string; readonly rung: NoticeRung; readonly reason: string };
    }
  | {
      readonly type: 'notice-skipped';
      readonly payload: {
        readonly kind: NoticeKind;
        readonly severity: Severity | null;
        readonly title: string;
        readonly reason: string;
      };
    }
  | {
      readonly type: 'muted';
      readonly payload: { readonly target: MuteTarget; readonly untilWallMs: number; readonly reason: string | null };
    }
  | { readonly type: 'unmuted'; readonly payload: { readonly target: MuteTarget; readonly reason: string } };
