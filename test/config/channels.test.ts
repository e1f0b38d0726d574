import { expect, it } from 'vitest';
import { loadConfig } from '../../electron/config/load.ts';

const FILE = '/etc/sevlight/config.yml';

function load(text: string, env: Readonly<Record<string, string>> = {}) {
  return loadConfig({
    env,
    configPath: FILE,
    timeZone: 'UTC',
    readFile: (path) => {
      if (path === FILE) return text;
      if (path === '/etc/sevlight/ca.pem') return 'PEM';
      throw new Error('There is no such file.');
    },
  });
}

it('takes the channels from the environment before the file', () => {
  const file = `channels:
  slackWebhook: https://hooks.example/file
  smtp: smtps://mail.example
  from: file@example.com
  caFile: ca.pem
  initialMessageAtL2: true
`;
  const { config, problems } = load(file, {
    SMTP_URL: 'smtp://user:secret@mail.example:587',
    SENTRY_DSN: 'https://key@sentry.example/1',
    ALERT_EMAIL_FROM: 'oncall@example.com',
    ALERT_CHANNELS: 'email, slack',
  });
  expect(problems).toEqual([]);
  const { slackWebhook, smtp, sentryDsn, from, ...rest } = config.channels;
  expect([slackWebhook, smtp, sentryDsn, from].map((secret) => secret?.reveal())).toEqual([
    'https://hooks.example/file',
    'smtp://user:secret@mail.example:587',
    'https://key@sentry.example/1',
    'oncall@example.com',
  ]);
  expect(rest).toEqual({
    emailRecipients: [],
    alertChannels: ['email', 'slack'],
    initialMessageAtL2: true,
    ca: 'PEM',
  });
});

it('sends nothing by itself unless it is told to', () => {
  expect(load('').config.channels.initialMessageAtL2).toBe(false);
});

it('refuses what would go in clear, or is no address, without repeating it', () => {
  const { config, problems } = load('channels: {caFile: missing.pem}\n', {
    SLACK_ALERT_WEBHOOK: 'http://hooks.example/canary',
    SMTP_URL: 'mail.example:canary',
    SENTRY_DSN: 'canary',
  });
  expect(config.channels).toMatchObject({ slackWebhook: null, smtp: null, sentryDsn: null, ca: null });
  const told = problems.map(({ message }) => message).join('\n');
  for (const name of ['SLACK_ALERT_WEBHOOK', 'SMTP_URL', 'SENTRY_DSN', 'channels.caFile']) expect(told).toContain(name);
  expect(told).not.toContain('canary');
});
