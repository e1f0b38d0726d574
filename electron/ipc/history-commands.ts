import type { Judgement } from '../core/history/judgement.ts';
import type { LevelReplay } from '../core/history/level-replay.ts';
import type { PastIncident } from '../core/history/past.ts';
import type { HistoryFilter, HistoryReport } from '../core/history/report.ts';
import type { TimelineRow } from '../core/snapshot.ts';
import type { Ask } from './ask.ts';

/** What has been: past incidents, what was learnt of their alerts, one page for whoever comes next. */
export interface HistoryCommands {
  readonly history: { readonly input: HistoryFilter; readonly output: HistoryReport };
  readonly pastIncident: {
    readonly input: { readonly incidentId: string };
    readonly output: { readonly incident: PastIncident; readonly timeline: readonly TimelineRow[] };
  };
  readonly judgeAlert: {
    readonly input: Ask & { readonly incidentId: string; readonly alertKey: string; readonly verdict: Judgement };
    readonly output: null;
  };
  /** What the alert of this name would have done at other thresholds, by its levels; none where it has no threshold. */
  readonly replay: {
    readonly input: {
      readonly alert: string;
      /** A threshold that a person asks about: a whole number. */
      readonly at?: { readonly level: number; readonly threshold: number };
    };
    readonly output: readonly LevelReplay[];
  };
  /** One page for whoever comes next, over the last hours, as Markdown. */
  readonly handover: { readonly input: { readonly hours: number }; readonly output: { readonly markdown: string } };
  /** Keeps that page as a file where the person says; answers in words where it went. */
  readonly exportHandover: { readonly input: { readonly hours: number }; readonly output: string };
}
