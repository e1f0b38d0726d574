import type { Alert, AlertKey } from '../alerts/alert.ts';
import type { EventBody } from '../events.ts';
import { causesOf, type Incident, type Incidents, openIncidents } from './incident.ts';

/** An event and the incident it belongs to, if any. */
export type Addressed = EventBody & { readonly incidentId: string | null };

export interface FollowContext {
  /** Makes the id of a new incident. */
  readonly newId: () => string;
  readonly alertOf: (key: AlertKey) => Alert | undefined;
  readonly runbookOf: (ruleId: string) => string;
}

/**
 * What an alert's transition means for the incidents: the same event with the incident it belongs to,
 * followed by what it causes there.
 *
 * An alert that fires and that nothing explains opens an incident of its own; an explained one joins its cause's.
 * One that is left when its cause clears opens its own. When the cause of an incident resolves, the incident does.
 */
export function followAlert(incidents: Incidents, event: EventBody, context: FollowContext): readonly Addressed[] {
  switch (event.type) {
    case 'alert-fired':
      return fired(incidents, event, context.newId);
    case 'alert-level-changed':
      return levelChanged(incidents, event);
    case 'alert-explained': {
      const home = incidentOfCause(incidents, event.payload.by) ?? incidentOf(incidents, event.payload.alertKey);
      return [{ ...event, incidentId: home?.id ?? null }];
    }
    case 'alert-resolved': {
      const home = incidentOf(incidents, event.payload.alertKey);
      const resolved: Addressed = { ...event, incidentId: home?.id ?? null };
      if (home === undefined || !causesOf(home).includes(event.payload.alertKey)) return [resolved];
      // Of incidents that were merged, the last cause ends all.
      const others = causesOf(home).filter((key) => key !== event.payload.alertKey);
      if (others.some((key) => context.alertOf(key)?.phase === 'firing')) return [resolved];
      return [
        resolved,
        {
          type: 'incident-status-changed',
          payload: { to: 'Resolved', reason: event.payload.reason },
          incidentId: home.id,
        },
      ];
    }
    case 'alert-unexplained':
      return unexplained(incidents, event, context);
    case 'alert-unknown':
    case 'alert-known':
    case 'alert-flapping':
    case 'alert-pending':
    case 'alert-calmed':
      return [{ ...event, incidentId: incidentOf(incidents, event.payload.alertKey)?.id ?? null }];
    default:
      return [{ ...event, incidentId: null }];
  }
}

/** The open incident that this alert opened, else the newest open one that it joined. */
export function incidentOf(incidents: Incidents, alertKey: AlertKey): Incident | undefined {
  return incidentOfCause(incidents, alertKey) ?? homesOf(incidents).joined.get(alertKey);
}

function incidentOfCause(incidents: Incidents, alertKey: AlertKey): Incident | undefined {
  return homesOf(incidents).caused.get(alertKey);
}

/** Open incidents by alert: by those that opened them, the worst first, and by those that joined them, the newest first. */
interface Homes {
  readonly caused: ReadonlyMap<AlertKey, Incident>;
  readonly joined: ReadonlyMap<AlertKey, Incident>;
}

const homes = new WeakMap<Incidents, Homes>();

/** Made once for the same incidents: light, rows and orphans ask for every alert that fires. */
function homesOf(incidents: Incidents): Homes {
  const known = homes.get(incidents);
  if (known !== undefined) return known;
  const caused = new Map<AlertKey, Incident>();
  const joined = new Map<AlertKey, Incident>();
  for (const incident of openIncidents(incidents)) {
    for (const key of causesOf(incident)) if (!caused.has(key)) caused.set(key, incident);
    for (const key of incident.joined) joined.set(key, incident);
  }
  homes.set(incidents, { caused, joined });
  return { caused, joined };
}

function fired(
  incidents: Incidents,
  event: Extract<EventBody, { type: 'alert-fired' }>,
  newId: () => string,
): readonly Addressed[] {
  const { alertKey, badness, explainedBy, firstBad, runbook } = event.payload;
  if (explainedBy !== null) {
    const home = incidentOf(incidents, explainedBy);
    if (home === undefined) return [{ ...event, incidentId: null }];
    return [
      { ...event, incidentId: home.id },
      {
        type: 'incident-joined',
        payload: { alertKey, name: badness.name, reason: `explained by ${home.title}` },
        incidentId: home.id,
      },
    ];
  }
  const own = incidentOfCause(incidents, alertKey);
  if (own !== undefined) return [{ ...event, incidentId: own.id }];
  const incidentId = newId();
  return [
    {
      type: 'incident-opened',
      payload: { title: badness.name, severity: badness.severity, runbook, alertKey, reason: badness.reason, firstBad },
      incidentId,
    },
    { ...event, incidentId },
  ];
}

function unexplained(
  incidents: Incidents,
  event: Extract<EventBody, { type: 'alert-unexplained' }>,
  { newId, alertOf, runbookOf }: FollowContext,
): readonly Addressed[] {
  const { alertKey } = event.payload;
  const own = incidentOfCause(incidents, alertKey);
  const alert = alertOf(alertKey);
  if (own !== undefined || alert?.phase !== 'firing') return [{ ...event, incidentId: own?.id ?? null }];
  const { badness, firstBad, ruleId } = alert;
  const incidentId = newId();
  return [
    {
      type: 'incident-opened',
      payload: {
        title: badness.name,
        severity: badness.severity,
        runbook: runbookOf(ruleId),
        alertKey,
        reason: badness.reason,
        firstBad,
      },
      incidentId,
    },
    { ...event, incidentId },
  ];
}

/** Rising takes the incident's severity along and ends its acknowledgement; falling is written down. */
function levelChanged(
  incidents: Incidents,
  event: Extract<EventBody, { type: 'alert-level-changed' }>,
): readonly Addressed[] {
  const { alertKey, from, to } = event.payload;
  const home = incidentOf(incidents, alertKey);
  if (home === undefined || !causesOf(home).includes(alertKey)) return [{ ...event, incidentId: home?.id ?? null }];
  const result: Addressed[] = [{ ...event, incidentId: home.id }];
  if (to.level >= from.level) return result;
  if (to.severity < home.severity) {
    result.push({
      type: 'incident-severity-changed',
      payload: { from: home.severity, to: to.severity, reason: to.reason },
      incidentId: home.id,
    });
  }
  if (home.acknowledgement !== null) {
    result.push({
      type: 'incident-unacknowledged',
      payload: { why: 'worsened', reason: `It got worse: ${to.reason}` },
      incidentId: home.id,
    });
  }
  return result;
}
