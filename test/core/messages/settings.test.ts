import { describe, expect, it } from 'vitest';
import { type ChannelSettings, channelViews, sender } from '../../../electron/core/messages/settings.ts';
import { Secret } from '../../../electron/core/secret.ts';

const settings = (change: Partial<ChannelSettings> = {}): ChannelSettings => ({
  slackWebhook: new Secret('https://hooks.example/canary'),
  smtp: new Secret('smtp://ana%40example.com:canary@mail.example'),
  from: null,
  sentryDsn: new Secret('https://canary@sentry.example/1'),
  emailRecipients: ['a@example.com', 'b@example.com'],
  alertChannels: [],
  initialMessageAtL2: false,
  ca: null,
  ...change,
});
const NAMED = [{ kind: 'Slack', value: '#incidents', note: 'for real-time coordination', line: 1 }];
const lacks = (change: Partial<ChannelSettings>, mode: 'live' | 'training' = 'live') =>
  Object.fromEntries(channelViews(settings(change), NAMED, mode).map(({ kind, unusable }) => [kind, unusable]));

describe('the channels', () => {
  it('say who reads them, and no secret', () => {
    const views = channelViews(settings(), NAMED, 'live');
    expect(views.map(({ readers }) => readers)).toEqual([
      'the team’s webhook, #incidents for real-time coordination',
      'a@example.com, b@example.com',
      'the team’s Sentry project',
    ]);
    expect(JSON.stringify(views)).not.toContain('canary');
  });

  it('say what they lack', () => {
    expect(lacks({})).toEqual({ slack: null, email: null, sentry: null });
    expect(lacks({ slackWebhook: null, smtp: null, sentryDsn: null, emailRecipients: [] })).toEqual({
      slack: 'Set SLACK_ALERT_WEBHOOK.',
      email: 'Set SMTP_URL and ALERT_EMAIL_RECIPIENTS.',
      sentry: 'Set SENTRY_DSN.',
    });
    expect(lacks({ smtp: new Secret('smtp://mail.example') }).email).toBe('Set ALERT_EMAIL_FROM.');
  });

  it('are those that ALERT_CHANNELS names, and none in training', () => {
    expect(lacks({ alertChannels: ['Email', 'sentry', 'pager'] })).toEqual({
      slack: 'ALERT_CHANNELS leaves it out.',
      email: null,
      sentry: null,
    });
    expect(lacks({}, 'training').slack).toBe('In training nothing leaves this computer.');
  });

  it('send e-mails from who is named, else from the account if it is an address', () => {
    expect(sender(settings())).toBe('ana@example.com');
    expect(sender(settings({ from: new Secret('On call <oncall@example.com>') }))).toBe('On call <oncall@example.com>');
    expect(sender(settings({ smtp: new Secret('smtps://apikey:canary@mail.example') }))).toBeNull();
  });
});
