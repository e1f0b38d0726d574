import type { AlertKey } from '../core/alerts/alert.ts';
import type { Revealed } from '../core/evidence/question.ts';
import type { Severity } from '../core/severity.ts';
import type { Ask } from './ask.ts';

/** What a person says about an incident as a whole: who owns it, how bad it is, how far it has come. */
export interface IncidentCommands {
  readonly acknowledge: {
    readonly input: Ask & { readonly incidentId: string; readonly reason?: string; readonly untilWallMs?: number };
    readonly output: null;
  };
  readonly unacknowledge: { readonly input: Ask & { readonly incidentId: string }; readonly output: null };
  readonly resolveIncident: {
    /** `despite` confirms that the data says otherwise; refused without while an alert of it fires. */
    readonly input: Ask & { readonly incidentId: string; readonly reason: string; readonly despite?: 'data' };
    readonly output: null;
  };
  /** Opens one by hand; its id is the command's. Whoever opens it owns it. */
  readonly openIncident: {
    readonly input: Ask & { readonly title: string; readonly severity: Severity; readonly runbookId?: string };
    readonly output: null;
  };
  readonly setSeverity: {
    readonly input: Ask & { readonly incidentId: string; readonly to: Severity; readonly reason: string };
    readonly output: null;
  };
  /** A resolved one is opened again by it, with a reason. */
  readonly setStatus: {
    readonly input: Ask & {
      readonly incidentId: string;
      readonly to: 'Investigating' | 'Mitigating';
      readonly reason?: string;
    };
    readonly output: null;
  };
  /** The incident ends and goes on as part of `into`. */
  readonly mergeIncident: {
    readonly input: Ask & { readonly incidentId: string; readonly into: string; readonly reason: string };
    readonly output: null;
  };
  /** An alert of the incident becomes one of its own; the new one's id is the command's. */
  readonly splitAlert: {
    readonly input: Ask & { readonly incidentId: string; readonly alertKey: AlertKey; readonly reason: string };
    readonly output: null;
  };
  readonly addNote: {
    readonly input: Ask & { readonly incidentId: string; readonly text: string };
    readonly output: null;
  };
  /** A person's data behind the ids of an incident's alerts: shown, never stored. */
  readonly reveal: { readonly input: { readonly incidentId: string }; readonly output: Revealed };
}
