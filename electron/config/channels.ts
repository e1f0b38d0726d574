import type { ChannelSettings } from '../core/messages/settings.ts';
import { Secret } from '../core/secret.ts';
import { environmentList, environmentUrl } from './environment.ts';
import type { Given } from './given.ts';
import { SMTP } from './schema.ts';

/** Where messages go. The variables are those that the watched service itself uses, as far as it has them. */
export function channelSettings(given: Given): ChannelSettings {
  const { env, values, tell } = given;
  const { slackWebhook, smtp, sentryDsn, from, emailRecipients } = values.channels ?? {};
  const sender = env.ALERT_EMAIL_FROM?.trim() || from;
  const secret = (name: string, protocols: readonly string[], written: string | undefined) =>
    environmentUrl(env, name, protocols, tell) ?? (written === undefined ? null : new Secret(written));
  return {
    slackWebhook: secret('SLACK_ALERT_WEBHOOK', ['https:'], slackWebhook),
    smtp: secret('SMTP_URL', SMTP, smtp),
    from: sender === undefined ? null : new Secret(sender),
    sentryDsn: secret('SENTRY_DSN', ['https:'], sentryDsn),
    emailRecipients: environmentList(env, 'ALERT_EMAIL_RECIPIENTS') ?? emailRecipients ?? [],
    alertChannels: environmentList(env, 'ALERT_CHANNELS') ?? [],
    initialMessageAtL2: values.channels?.initialMessageAtL2 ?? false,
    ca: authorities(given),
  };
}

function authorities({ values, resolve, readFile, tellAt }: Given): string | null {
  const written = values.channels?.caFile;
  if (written === undefined) return null;
  try {
    return readFile(resolve(written));
  } catch {
    tellAt(['channels', 'caFile'], 'The file cannot be read. Name a readable file with PEM certificates.');
    return null;
  }
}
