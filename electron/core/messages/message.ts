import type { TemplateKind } from '../playbook/model.ts';

export type ChannelKind = 'slack' | 'email' | 'sentry';

/** Words on their way to other people, as the person saw them when it was sent. */
export interface OutgoingMessage {
  /** The id of the click. Where the protocol knows ids it goes along, so that the same message is taken once. */
  readonly id: string;
  readonly incidentId: string;
  readonly template: TemplateKind;
  readonly channel: ChannelKind;
  /** E-mail addresses; empty for the other channels. */
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/**
 * What became of one attempt.
 *
 * sent: the other side has taken it · refused: it never will take this message · unreachable: it has certainly not
 * taken it, another attempt may work · unclear: it may have taken it, nobody can tell. Reasons carry no secret.
 */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly detail: string }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unreachable'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly outcome: 'unclear'; readonly reason: string };

/** One way out of the house. */
export interface MessageChannel {
  readonly kind: ChannelKind;
  /** The same id sent twice counts once over there: an unclear attempt may be repeated. */
  readonly knowsIds: boolean;
  /** Never rejects; settles within 30 s, or soon after `signal` aborts. One attempt, no retry of its own. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendOutcome>;
}

/** A channel as the composer offers it. */
export interface ChannelView {
  readonly kind: ChannelKind;
  /** `Slack`, `E-mail`, `Sentry`. */
  readonly name: string;
  /** Who reads it: recipients, or whose webhook it is. Never a secret. */
  readonly readers: string;
  readonly recipients: readonly string[];
  /** Why it cannot be used, and what to do; null where it can. */
  readonly unusable: string | null;
}

export const CHANNEL_NAMES: Readonly<Record<ChannelKind, string>> = {
  slack: 'Slack',
  email: 'E-mail',
  sentry: 'Sentry',
};
