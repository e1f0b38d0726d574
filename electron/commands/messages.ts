import type { Addressed } from '../core/incidents/follow.ts';
import type { Incidents } from '../core/incidents/incident.ts';
import { checkMessage as check } from '../core/messages/check.ts';
import type { MessageFacts } from '../core/messages/facts.ts';
import { fillTemplate } from '../core/messages/fill.ts';
import type { ChannelView } from '../core/messages/message.ts';
import { isUnsettled, type Outbox, type QueuedMessage, refOf, sameMessage } from '../core/messages/outbox.ts';
import type { MessageTemplate } from '../core/playbook/model.ts';
import type { Ask } from '../ipc/ask.ts';
import type { InputOf, OutputOf } from '../ipc/contract.ts';
import type { Handlers } from '../ipc/door.ts';
import type { MessageAsk } from '../ipc/message-commands.ts';
import { Refusal } from '../ipc/refusal.ts';
import type { Engine } from '../runtime/engine.ts';

/** What messages are made from, and where they can go. */
export interface MessageDesk {
  readonly templates: readonly MessageTemplate[];
  readonly channels: readonly ChannelView[];
  /** Null where the incident is not known any more. */
  readonly factsOf: (
    incidentId: string,
    include: { readonly notes: boolean; readonly people: boolean },
  ) => MessageFacts | null;
}

export type MessageHandlers = Pick<
  Handlers,
  | 'composeMessage'
  | 'checkMessage'
  | 'sendMessage'
  | 'copyMessage'
  | 'retryMessage'
  | 'cancelMessage'
  | 'confirmMessage'
>;

export interface MessageParts {
  readonly engine: Engine;
  readonly desk: MessageDesk;
  /** Throws a Refusal where the system does not take it. */
  readonly copyText: (text: string) => Promise<void>;
}

export function createMessageHandlers({ engine, desk, copyText }: MessageParts): MessageHandlers {
  const incidents = () => engine.state().incidents;
  const outbox = () => engine.state().outbox;
  const say = ({ commandId }: Ask, events: readonly Addressed[]): null => {
    engine.say(commandId, events);
    return null;
  };
  return {
    composeMessage: (input) => composeMessage(desk, input),
    checkMessage: (input) => checkMessage(desk, input),
    sendMessage: (input) => say(input, sendMessage(incidents(), outbox(), desk.channels, input)),
    copyMessage: async (input) => {
      const events = copyMessage(incidents(), input);
      await copyText(input.text);
      return say(input, events);
    },
    retryMessage: (input) => say(input, retryMessage(outbox(), input)),
    cancelMessage: (input) => say(input, cancelMessage(outbox(), input)),
    confirmMessage: (input) => say(input, confirmMessage(outbox(), input)),
  };
}

function composeMessage(desk: MessageDesk, input: InputOf<'composeMessage'>): OutputOf<'composeMessage'> {
  const { template: kind } = input;
  const { people } = included(input);
  const facts = factsOf(desk, input);
  const template = desk.templates.find((one) => one.kind === kind);
  const { channels } = desk;
  if (template === undefined) return { text: '', blanks: [], warnings: [], channels, isInPlaybook: false };
  const { text, blanks } = fillTemplate(template, facts);
  return { text, blanks, warnings: check(kind, text, facts, { blanks, people }), channels, isInPlaybook: true };
}

function checkMessage(desk: MessageDesk, input: InputOf<'checkMessage'>): OutputOf<'checkMessage'> {
  const { template: kind, text } = input;
  const { people } = included(input);
  const facts = factsOf(desk, input);
  const template = desk.templates.find((one) => one.kind === kind);
  const blanks = template === undefined ? [] : fillTemplate(template, facts).blanks;
  return check(kind, text, facts, { blanks, people });
}

function sendMessage(
  incidents: Incidents,
  outbox: Outbox,
  channels: readonly ChannelView[],
  input: InputOf<'sendMessage'>,
): readonly Addressed[] {
  const { commandId, incidentId, template, text } = input;
  known(incidents, incidentId);
  const channel = channels.find(({ kind }) => kind === input.channel);
  if (channel === undefined || channel.unusable !== null) {
    throw new Refusal('refused', channel?.unusable ?? 'There is no such channel.');
  }
  // Others than those beside the button would get what nobody meant for them.
  if (input.readers !== channel.readers) {
    throw new Refusal('refused', 'The recipients have changed. Look at them and send again.');
  }
  if (text.trim() === '') throw new Refusal('refused', 'There is nothing in it.');
  const subject = text.split('\n').find((line) => line.trim() !== '') ?? '';
  const message = { incidentId, template, channel: channel.kind, recipients: channel.recipients, subject, text };
  const same = sameMessage(outbox, message);
  if (same !== undefined && same.id !== commandId) {
    throw new Refusal(
      'refused',
      same.now.state === 'sent'
        ? 'These very words have been sent there already.'
        : 'These very words are queued for there already.',
    );
  }
  const { incidentId: _its, ...words } = message;
  return [{ type: 'message-queued', payload: { messageId: commandId, ...words }, incidentId }];
}

/** What was taken to the clipboard counts as told: the next update is due anew. */
function copyMessage(incidents: Incidents, input: InputOf<'copyMessage'>): readonly Addressed[] {
  const { incidentId, template } = input;
  known(incidents, incidentId);
  return [{ type: 'update-given', payload: { template, how: 'copied', channel: null }, incidentId }];
}

function retryMessage(outbox: Outbox, { messageId }: InputOf<'retryMessage'>): readonly Addressed[] {
  const message = unsettled(outbox, messageId);
  return [{ type: 'message-retried', payload: refOf(message), incidentId: message.incidentId }];
}

function cancelMessage(outbox: Outbox, { messageId }: InputOf<'cancelMessage'>): readonly Addressed[] {
  const message = unsettled(outbox, messageId);
  return [{ type: 'message-cancelled', payload: refOf(message), incidentId: message.incidentId }];
}

/** A person has seen that it arrived. */
function confirmMessage(outbox: Outbox, { messageId }: InputOf<'confirmMessage'>): readonly Addressed[] {
  const message = unsettled(outbox, messageId);
  if (message.now.state !== 'held' || message.now.why !== 'unclear') {
    throw new Refusal('refused', 'Nothing is unclear about it.');
  }
  const { incidentId, template, channel } = message;
  return [
    { type: 'message-sent', payload: { ...refOf(message), detail: 'Somebody saw that it arrived.' }, incidentId },
    { type: 'update-given', payload: { template, how: 'sent', channel }, incidentId },
  ];
}

function unsettled(outbox: Outbox, messageId: string): QueuedMessage {
  const message = outbox[messageId];
  if (message === undefined) throw new Refusal('unknown', 'There is no such message any more.');
  if (message.now.state === 'sending') throw new Refusal('refused', 'It is on its way: wait for what becomes of it.');
  if (!isUnsettled(message)) throw new Refusal('refused', `It is ${message.now.state} already.`);
  return message;
}

function known(incidents: Incidents, id: string): void {
  if (incidents[id] === undefined) {
    throw new Refusal('unknown', 'This incident is not open any more. History keeps it.');
  }
}

function included({ include }: MessageAsk): { readonly notes: boolean; readonly people: boolean } {
  return { notes: include.includes('notes'), people: include.includes('people') };
}

function factsOf(desk: MessageDesk, ask: MessageAsk): MessageFacts {
  const facts = desk.factsOf(ask.incidentId, included(ask));
  if (facts === null) throw new Refusal('unknown', 'This incident is not open any more. History keeps it.');
  return facts;
}
