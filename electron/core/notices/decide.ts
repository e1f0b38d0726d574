import type { Alert } from '../alerts/alert.ts';
import type { MuteTarget } from '../events.ts';
import type { Incident } from '../incidents/incident.ts';
import type { SourceId } from '../source.ts';
import type { DueNotice } from './due.ts';

export interface Mute {
  readonly target: MuteTarget;
  readonly untilWallMs: number;
  readonly reason: string | null;
}

export type Decision = { readonly send: true } | { readonly send: false; readonly reason: string };

export interface DecideContext {
  readonly wallMs: number;
  readonly mutes: readonly Mute[];
  readonly quietHours: boolean;
  readonly alert: Alert | undefined;
  readonly source: SourceId | null;
}

/**
 * Whether a due notice is sent, or why not, in words for the person.
 * A mute of one alert by name silences even a SEV1; quiet hours and mutes of a source or of all never do.
 */
export function decide(incident: Incident, due: DueNotice, context: DecideContext): Decision {
  const mute = context.mutes.find(
    (one) => one.untilWallMs > context.wallMs && covers(one.target, incident, context.source),
  );
  if (mute !== undefined && (incident.severity !== 1 || mute.target.kind === 'alert')) {
    const because = mute.reason === null ? '' : `: ${mute.reason}`;
    return { send: false, reason: `${words(mute.target)} is muted${because}` };
  }
  if (context.quietHours && incident.severity !== 1) return { send: false, reason: 'quiet hours' };
  if (
    context.alert?.flapping === true &&
    (due.kind === 'reminder' || (due.kind === 'worsened' && incident.severity !== 1))
  ) {
    return { send: false, reason: 'it changes too often to be repeated (flapping)' };
  }
  return { send: true };
}

function covers(target: MuteTarget, incident: Incident, source: SourceId | null): boolean {
  switch (target.kind) {
    case 'alert':
      return target.alertKey === incident.cause;
    case 'source':
      return target.source === source;
    case 'all':
      return true;
  }
}

function words(target: MuteTarget): string {
  switch (target.kind) {
    case 'alert':
      return 'this alert';
    case 'source':
      return 'its source';
    case 'all':
      return 'everything but SEV1';
  }
}
