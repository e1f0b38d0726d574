import type { AppMode } from '../events.ts';
import type { Channel } from '../playbook/model.ts';
import type { Secret } from '../secret.ts';
import { CHANNEL_NAMES, type ChannelKind, type ChannelView } from './message.ts';

/** What the configuration says about where messages go. */
export interface ChannelSettings {
  readonly slackWebhook: Secret | null;
  /** `smtp://` or `smtps://`, with user and password. */
  readonly smtp: Secret | null;
  /** Who e-mails are from, told to those who get one; null: whoever logs in to the mail server, if that is an address. */
  readonly from: Secret | null;
  readonly sentryDsn: Secret | null;
  readonly emailRecipients: readonly string[];
  /** Names as the team's own server knows them: `email`, `slack`, `sentry`; empty: all that are set up. */
  readonly alertChannels: readonly string[];
  /** Whether the initial message goes to the webhook by itself when level 2 is due and nobody owns the incident. */
  readonly initialMessageAtL2: boolean;
  /** Trusted beside the system's authorities, PEM; null: none. */
  readonly ca: string | null;
}

/** The channels as the composer offers them. `named` are the playbook's own words about its channels. */
export function channelViews(
  settings: ChannelSettings,
  named: readonly Channel[],
  mode: AppMode,
): readonly ChannelView[] {
  const view = (kind: ChannelKind, readers: string, missing: string | null): ChannelView => ({
    kind,
    name: CHANNEL_NAMES[kind],
    readers,
    recipients: kind === 'email' ? settings.emailRecipients : [],
    unusable: missing ?? leftOut(kind, settings.alertChannels) ?? inTraining(mode),
  });
  const slack = named.find(({ kind }) => /slack/iu.test(kind));
  const words = slack === undefined ? '' : `, ${[slack.value, slack.note].filter((part) => part !== '').join(' ')}`;
  return [
    view('slack', `the team’s webhook${words}`, settings.slackWebhook === null ? 'Set SLACK_ALERT_WEBHOOK.' : null),
    view('email', settings.emailRecipients.join(', '), missingForEmail(settings)),
    view('sentry', 'the team’s Sentry project', settings.sentryDsn === null ? 'Set SENTRY_DSN.' : null),
  ];
}

/** Who an e-mail is from; null where nothing says so. */
export function sender({ from, smtp }: ChannelSettings): string | null {
  if (from !== null) return from.reveal();
  if (smtp === null) return null;
  const user = /^smtps?:\/\/([^:@/]+)[:@]/iu.exec(smtp.reveal())?.[1] ?? '';
  const name = user.replaceAll(/%40/giu, '@');
  return /^[^@\s%]+@[^@\s%]+$/u.test(name) ? name : null;
}

function missingForEmail(settings: ChannelSettings): string | null {
  const missing = [
    ...(settings.smtp === null ? ['SMTP_URL'] : []),
    ...(settings.emailRecipients.length === 0 ? ['ALERT_EMAIL_RECIPIENTS'] : []),
    ...(settings.smtp !== null && sender(settings) === null ? ['ALERT_EMAIL_FROM'] : []),
  ];
  return missing.length === 0 ? null : `Set ${missing.join(' and ')}.`;
}

function leftOut(kind: ChannelKind, alertChannels: readonly string[]): string | null {
  const names = alertChannels.map((name) => name.toLowerCase());
  return names.length === 0 || names.includes(kind) ? null : 'ALERT_CHANNELS leaves it out.';
}

function inTraining(mode: AppMode): string | null {
  return mode === 'live' ? null : 'In training nothing leaves this computer.';
}
