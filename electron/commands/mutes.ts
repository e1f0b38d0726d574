import type { Addressed } from '../core/incidents/follow.ts';
import type { Mute } from '../core/notices/decide.ts';
import { HOUR_MS } from '../core/time.ts';
import type { InputOf } from '../ipc/contract.ts';
import { Refusal } from '../ipc/refusal.ts';

/** One alert by name can be muted for at most 8 h and with a reason, because that silences even a SEV1. */
const LONGEST_ALERT_MUTE_MS = 8 * HOUR_MS;
const LONGEST_MUTE_MS = 24 * HOUR_MS;

export function mute(input: InputOf<'mute'>, nowWallMs: number): readonly Addressed[] {
  const { target, forMs, reason } = input;
  const ofAlert = target.kind === 'alert';
  const longest = ofAlert ? LONGEST_ALERT_MUTE_MS : LONGEST_MUTE_MS;
  if (forMs > longest) throw new Refusal('refused', `At most ${longest / HOUR_MS} hours at a time.`);
  if (ofAlert && (reason === undefined || reason.trim() === '')) {
    throw new Refusal('refused', 'Muting one alert silences it at any severity: say why.');
  }
  return [
    {
      type: 'muted',
      payload: { target, untilWallMs: nowWallMs + forMs, reason: reason ?? null },
      incidentId: null,
    },
  ];
}

export function unmute(mutes: readonly Mute[], input: InputOf<'unmute'>): readonly Addressed[] {
  const wanted = JSON.stringify(input.target);
  if (!mutes.some(({ target }) => JSON.stringify(target) === wanted)) {
    throw new Refusal('refused', 'This is not muted.');
  }
  return [{ type: 'unmuted', payload: { target: input.target, reason: 'by hand' }, incidentId: null }];
}
