import type { Alert } from '../alerts/alert.ts';
import { incidentOf } from '../incidents/follow.ts';
import type { Incidents } from '../incidents/incident.ts';
import { type Severity, severityLabel, worse } from '../severity.ts';
import type { Light, SourceView } from '../snapshot.ts';
import { isEssential } from '../source.ts';

type Firing = Extract<Alert, { phase: 'firing' }>;

/** What the tray shows: the first that applies of offline, blind, alarm, refused credentials, one blind source, well. */
export function lightOf(
  alerts: readonly Alert[],
  incidents: Incidents,
  shown: readonly SourceView[],
  offline: string | null,
  muted: boolean,
): Light {
  const firing = alerts.filter((alert): alert is Firing => alert.phase === 'firing' && alert.explainedBy === null);
  const severity = firing.reduce<Severity | null>((worst, alert) => worse(worst, alert.badness.severity), null);
  const unowned = firing.filter((alert) => incidentOf(incidents, alert.key)?.acknowledgement == null);
  const unownedAt = (level: Severity | null) => unowned.some((alert) => alert.badness.severity === level);
  const lower = unowned.reduce<Severity | null>(
    (worst, alert) =>
      severity !== null && alert.badness.severity > severity ? worse(worst, alert.badness.severity) : worst,
    null,
  );
  const base = { severity, owned: severity !== null && !unownedAt(severity), corner: lower, muted };

  const sources = shown.filter(isEssential);
  const stale = sources.filter((source) => source.stale);
  // What is still seen, on this very computer, is seen.
  if (offline !== null && sources.some((source) => source.stale || source.look?.verdict === 'unknown')) {
    return { ...base, state: 'offline', headline: 'This computer is offline', why: offline };
  }
  if (sources.length === 0) {
    return { ...base, state: 'unknown', headline: 'Nothing is watched', why: 'No source is configured yet.' };
  }
  if (stale.length === sources.length)
    return { ...base, state: 'unknown', headline: 'Not looking', why: whyBlind(stale) };

  if (severity !== null) {
    const worst = firing.filter((alert) => alert.badness.severity === severity);
    const named = worst.find((alert) => unowned.includes(alert)) ?? worst[0];
    return {
      ...base,
      state: 'alarm',
      headline: `${severityLabel(severity)} ${named?.badness.name ?? ''}`,
      why: base.owned
        ? `The worst alert decides: ${severityLabel(severity)}, acknowledged.`
        : `The worst alert decides: ${severityLabel(severity)}, and nobody owns it.`,
    };
  }
  const refused = sources.find(({ look }) => look?.verdict === 'unknown' && look.cause === 'credentials');
  if (refused?.look != null) {
    return { ...base, state: 'key', headline: `${refused.name} refuses our credentials`, why: refused.look.reason };
  }
  if (stale.length > 0) {
    const names = stale.map(({ name }) => name).join(', ');
    return { ...base, state: 'unknown', headline: `No answer that counts from ${names}`, why: whyBlind(stale) };
  }
  const pending = alerts.filter((alert) => alert.phase === 'pending').length;
  return {
    ...base,
    state: 'well',
    headline: pending === 0 ? 'All is well' : 'Well so far',
    why:
      pending === 0
        ? 'Every source was looked at and nothing is wrong.'
        : 'Something looks bad, but not for long enough to call it.',
  };
}

function whyBlind(stale: readonly SourceView[]): string {
  const [first] = stale;
  if (first?.look?.verdict === 'unknown') return `${first.name}: ${first.look.reason}`;
  if (first?.lookedAtWallMs == null) return `${first?.name ?? 'The source'} has not been looked at yet.`;
  return `${first.name} has not been looked at for a while.`;
}
