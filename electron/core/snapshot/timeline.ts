import type { StoredEvent } from '../events.ts';
import { CHANNEL_NAMES, type ChannelKind } from '../messages/message.ts';
import { duration } from '../notices/compose.ts';
import type { TemplateKind } from '../playbook/model.ts';
import { severityLabel } from '../severity.ts';
import type { TimelineRow } from '../snapshot.ts';

type Told = Pick<TimelineRow, 'kind' | 'text'>;

/** An incident's events as lines for people, the newest first. Events that only the machine needs have no line. */
export function timeline(events: readonly StoredEvent[]): readonly TimelineRow[] {
  return events.flatMap((event) => rows(event)).reverse();
}

function rows(event: StoredEvent): readonly TimelineRow[] {
  const base = { seq: event.seq, actor: event.actor };
  const told = tell(event);
  if (told === null) return [];
  const row = { ...base, atWallMs: event.at.wallMs, ...told };
  if (event.type !== 'incident-opened') return [row];
  const { firstBad, reason } = event.payload;
  return [{ ...base, atWallMs: firstBad.wallMs, kind: 'alert', text: `First bad look: ${reason}` }, row];
}

function tell(event: StoredEvent): Told | null {
  switch (event.type) {
    case 'incident-opened':
      return {
        kind: 'alert',
        text: `Incident opened: [${severityLabel(event.payload.severity)}] ${event.payload.title}`,
      };
    case 'incident-joined':
      return { kind: 'alert', text: `${event.payload.name} joined: ${event.payload.reason}` };
    case 'incident-severity-changed':
      return {
        kind: 'alert',
        text: `Severity ${severityLabel(event.payload.from)} to ${severityLabel(event.payload.to)}: ${event.payload.reason}`,
      };
    case 'incident-status-changed':
      return {
        kind: event.actor === 'person' ? 'person' : 'alert',
        text: because(
          event.payload.againstData ? `${event.payload.to} although the data says otherwise` : event.payload.to,
          event.payload.reason,
        ),
      };
    case 'incident-absorbed':
      return { kind: 'person', text: `${event.payload.title} merged into this: ${event.payload.reason}` };
    case 'incident-merged':
      return { kind: 'person', text: `Goes on as part of ${event.payload.title}: ${event.payload.reason}` };
    case 'incident-split':
      return { kind: 'person', text: `${event.payload.name} goes on by itself: ${event.payload.reason}` };
    case 'ladder-called':
      return { kind: 'person', text: `Called ${event.payload.person} (L${event.payload.level})` };
    case 'ladder-no-answer':
      return {
        kind: 'person',
        text: `${event.payload.person} (L${event.payload.level}) did not answer. Next: ${event.payload.next ?? 'the next level'}`,
      };
    case 'ladder-not-needed':
      return {
        kind: 'person',
        text: `L${event.payload.level} ${event.payload.who} not needed: ${event.payload.reason}`,
      };
    case 'flag-raised':
      return { kind: 'person', text: `${FLAGS[event.payload.flag]} flag raised: ${event.payload.reason}` };
    case 'flag-lowered':
      return { kind: 'person', text: `${FLAGS[event.payload.flag]} flag taken back: ${event.payload.reason}` };
    case 'clock-changed':
      return {
        kind: 'blind',
        text: `This computer’s clock was ${moved(event.payload.byMs)}; deadlines run on unmoved`,
      };
    case 'incident-acknowledged':
      return {
        kind: 'person',
        text: because('Acknowledged', event.payload.reason),
      };
    case 'incident-unacknowledged':
      return {
        kind: event.actor === 'person' ? 'person' : 'alert',
        text: `Acknowledgement ended. ${event.payload.reason}`,
      };
    case 'alert-level-changed':
      return {
        kind: 'alert',
        text: `${event.payload.from.name} became ${event.payload.to.name}: ${event.payload.to.reason}`,
      };
    case 'alert-unknown':
      return { kind: 'blind', text: `Cannot be looked at: ${event.payload.reason}` };
    case 'alert-known':
      return { kind: 'blind', text: `Looked at again: ${event.payload.reason}` };
    case 'alert-flapping':
      return {
        kind: 'alert',
        text: event.payload.flapping ? 'Changes too often: repeats are held back' : 'Steady again',
      };
    case 'alert-resolved':
      return { kind: 'alert', text: `${event.payload.badness.name} is over: ${event.payload.reason}` };
    case 'step-done':
      return { kind: 'step', text: `Done: ${event.payload.text}` };
    case 'step-undone':
      return { kind: 'step', text: `Not done after all: ${event.payload.text}` };
    case 'step-skipped':
      return { kind: 'step', text: `Skipped: ${event.payload.text} (${event.payload.reason})` };
    case 'step-timed':
      return { kind: 'step', text: `Given ${duration(event.payload.forMs)}: ${event.payload.text}` };
    case 'note-added':
      return { kind: 'person', text: event.payload.text };
    case 'message-queued':
      return { kind: 'person', text: `${what(event.payload)} to be sent` };
    case 'message-sent':
      return { kind: 'person', text: `${what(event.payload)} sent. ${event.payload.detail}`.trim() };
    case 'message-failed':
      return {
        kind: 'person',
        text: `${what(event.payload)} ${FAILED[event.payload.outcome]}: ${event.payload.reason}`,
      };
    case 'message-retried':
      return { kind: 'person', text: `${what(event.payload)} to be sent again` };
    case 'message-cancelled':
      return { kind: 'person', text: `${what(event.payload)} taken back` };
    case 'update-given':
      return event.payload.how === 'copied'
        ? { kind: 'person', text: `${MESSAGES[event.payload.template]} copied, to be sent by hand` }
        : event.payload.how === 'told'
          ? { kind: 'person', text: 'Update given in another way' }
          : null;
    case 'evidence-answered':
      return { kind: 'evidence', text: `${event.payload.value}: ${event.payload.sentence}` };
    case 'postmortem-edited':
      return { kind: 'person', text: `Post-mortem written: ${event.payload.section}` };
    case 'postmortem-state':
      return { kind: 'person', text: `Post-mortem: ${event.payload.to}` };
    case 'action-item-set':
      return { kind: 'person', text: `Action item (${event.payload.status}): ${event.payload.action}` };
    case 'alert-judged':
      return { kind: 'person', text: `${event.payload.name}: ${JUDGED[event.payload.verdict]}` };
    case 'notice-shown':
      return { kind: 'notice', text: RUNGS[event.payload.rung] };
    case 'notice-failed':
      return { kind: 'notice', text: `Not shown: ${event.payload.reason}` };
    case 'notice-intended':
      return { kind: 'notice', text: `Notice: ${event.payload.title}` };
    case 'notice-skipped':
      return { kind: 'notice', text: `No notice: ${event.payload.reason}` };
    case 'woke':
      return { kind: 'blind', text: `This computer slept for ${duration(event.payload.sleptMs)}` };
    default:
      return null;
  }
}

function what({ template, channel }: { readonly template: TemplateKind; readonly channel: ChannelKind }): string {
  return `${MESSAGES[template]} (${CHANNEL_NAMES[channel]})`;
}

/** A reason may be left out. */
function because(what: string, reason: string | null): string {
  return reason === null || reason === '' ? what : `${what}: ${reason}`;
}

function moved(byMs: number): string {
  return `set ${duration(Math.abs(byMs))} ${byMs > 0 ? 'ahead' : 'back'}`;
}

const FLAGS = { breach: 'Data breach', legal: 'Legal' } as const;

const MESSAGES = { initial: 'Initial message', update: 'Update', resolution: 'Resolution message' } as const;

const FAILED = {
  refused: 'refused',
  unreachable: 'not sent yet',
  unclear: 'may have been sent, or not',
  stale: 'held back',
} as const;

const JUDGED = { 'acted-on': 'acted on', noise: 'noise', 'wrong-threshold': 'wrong threshold' } as const;

const RUNGS = {
  native: 'Shown as a notification',
  notifier: 'Shown by the second way, because the first failed',
  window: 'Shown by raising the window, because notifications failed',
} as const;
