import type { MessageChannel } from '../core/messages/message.ts';
import { type ChannelSettings, sender } from '../core/messages/settings.ts';
import { emailChannel } from './email.ts';
import { sentryChannel } from './sentry.ts';
import { slackChannel } from './slack.ts';

/** The channels that are set up. `ca`: trusted authorities (PEM) instead of the runtime's own. */
export function configuredChannels(
  settings: ChannelSettings,
  environment: string,
  ca: readonly string[] | undefined,
): readonly MessageChannel[] {
  const { slackWebhook, smtp, sentryDsn } = settings;
  const from = sender(settings);
  return [
    ...(slackWebhook === null ? [] : [slackChannel({ webhook: slackWebhook, ca })]),
    ...(smtp === null || from === null ? [] : [emailChannel({ smtp, from, ca })]),
    ...(sentryDsn === null ? [] : [sentryChannel({ dsn: sentryDsn, environment, ca })]),
  ];
}
