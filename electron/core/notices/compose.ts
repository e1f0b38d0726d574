import type { Blindness } from '../engine/sight.ts';
import type { AppMode } from '../events.ts';
import type { Clock } from '../incidents/clocks.ts';
import type { Incident } from '../incidents/incident.ts';
import { severityLabel } from '../severity.ts';
import { elapsedBetween } from '../time.ts';
import type { DueNotice } from './due.ts';

export interface ComposeContext {
  readonly mode: AppMode;
  /** IANA zone that times are told in. */
  readonly zone: string;
  /** The first step of the incident's runbook, or null. */
  readonly firstStep: string | null;
  /** Who is to be called when a level of the ladder is due, with the number: `Engineering Lead, +1 555 0101`. */
  readonly personFor: (clockId: string) => string | null;
}

export interface Words {
  readonly title: string;
  readonly body: string;
}

/** What a notice says. Carries measured facts only: never a person's data beyond an id. */
export function compose(incident: Incident, due: DueNotice, context: ComposeContext): Words {
  const mark = context.mode === 'live' ? '' : `${context.mode.toUpperCase()} `;
  const name = `${mark}[${severityLabel(incident.severity)}] ${incident.title}`;
  const since = `Since ${time(incident.firstBad.wallMs, context.zone)}.`;
  switch (due.kind) {
    case 'alarm':
      return { title: name, body: lines(incident.summary, since, firstStep(context)) };
    case 'worsened':
      return { title: `${name}: worse`, body: lines(incident.summary, since, firstStep(context)) };
    case 'reminder':
      return { title: `${name}: nobody owns this`, body: lines(incident.summary, since, firstStep(context)) };
    case 'recovery':
      return {
        title: `${name}: resolved`,
        body:
          incident.resolvedAt === null
            ? since
            : `It lasted ${duration(elapsedBetween(incident.firstBad, incident.resolvedAt))}.`,
      };
    case 'acknowledgement-expiring':
      return {
        title: `${name}: your acknowledgement ends soon`,
        body: lines(due.clocks[0]?.reason ?? '', 'Do anything on the incident to keep it.'),
      };
    case 'deadline':
      return {
        title: `${name}: ${deadline(due.clocks)}`,
        body: lines(...callsFirst(due.clocks).map((clock) => clockLine(clock, context))),
      };
  }
}

/** A call cannot wait; words about an update can. */
function callsFirst(clocks: readonly Clock[]): readonly Clock[] {
  return [...clocks].sort((a, b) => Number(b.kind === 'escalate') - Number(a.kind === 'escalate'));
}

function deadline(clocks: readonly Clock[]): string {
  if (clocks.some(({ kind }) => kind === 'escalate')) return 'escalate now';
  return clocks.some(({ kind }) => kind === 'respond') ? 'response overdue' : 'update due';
}

function clockLine(clock: Clock, { personFor }: ComposeContext): string {
  const person = personFor(clock.id);
  switch (clock.kind) {
    case 'escalate':
      return `Call ${person ?? 'the next level'}, ${clock.reason}.`;
    case 'respond':
      return `${clock.reason}.`;
    case 'next-update':
      return `An update is due: ${clock.reason}.`;
    case 'acknowledgement-expires':
      return 'Your acknowledgement ends soon.';
  }
}

/** We see nothing, and cannot warn of anything. */
export function composeBlind({ since, reason }: Blindness, mode: AppMode, zone: string): Words {
  const mark = mode === 'live' ? '' : `${mode.toUpperCase()} `;
  return {
    title: `${mark}NOT MONITORING`,
    body: lines(reason, `Nothing has been seen since ${time(since.wallMs, zone)}.`),
  };
}

/** One notice for many alarms that came at once. */
export function composeDigest(incidents: readonly Incident[], mode: AppMode): Words {
  const mark = mode === 'live' ? '' : `${mode.toUpperCase()} `;
  const names = incidents.map((incident) => `[${severityLabel(incident.severity)}] ${incident.title}`);
  return {
    title: `${mark}${incidents.length} alerts at once`,
    body: lines(...names.slice(0, 6), names.length > 6 ? `and ${names.length - 6} more` : ''),
  };
}

function firstStep({ firstStep: step }: ComposeContext): string {
  return step === null ? '' : `First: ${step}`;
}

function lines(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function time(wallMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(wallMs);
}

/** `40 s`, `12 min`, `3 h 05 min`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}
