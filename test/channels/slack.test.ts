import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slackChannel } from '../../electron/channels/slack.ts';
import { Secret } from '../../electron/core/secret.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { freePort } from '../servers/running.ts';
import { startWebhook, type WebhookServer } from '../servers/webhook.ts';
import { message, NEVER } from './parts.ts';

const PATH = '/services/T000/B000/canary-of-the-webhook';
let certificates: Certificates;
let server: WebhookServer;

beforeAll(() => {
  certificates = makeCertificates();
});
beforeEach(async () => {
  server = await startWebhook(certificates.good);
});
afterEach(() => server.stop());

const slack = (url = `https://127.0.0.1:${server.port}${PATH}`) =>
  slackChannel({ webhook: new Secret(url), ca: [certificates.ca] });

describe('the Slack webhook', () => {
  it('is posted to once, as JSON, with the words that were clicked', async () => {
    const outcome = await slack().send(message({ text: '[SEV1] Größe <!channel> & more' }), NEVER);
    expect(outcome).toEqual({ outcome: 'sent', detail: '' });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.path).toBe(PATH);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      text: '[SEV1] Größe &lt;!channel&gt; &amp; more',
      unfurl_links: false,
    });
  });

  it.each([
    [404, 'no_service', 'refused', 'Slack refuses it (404 no_service). Check the webhook.'],
    [301, '', 'refused', 'Slack refuses it (301). Check the webhook.'],
    [429, 'rate_limited', 'unreachable', 'Slack takes no message now (429 rate_limited).'],
    [503, '<html>', 'unreachable', 'Slack takes no message now (503).'],
    [500, 'internal', 'unclear', 'Slack failed while taking it (500 internal).'],
  ])('understands %i %s', async (status, body, outcome, reason) => {
    server.behave({ mood: 'answer', status, body, retryAfter: '7' });
    const result = await slack().send(message(), NEVER);
    expect(result).toMatchObject({ outcome, reason });
    if (result.outcome === 'unreachable') expect(result.retryAfterMs).toBe(7000);
  });

  it('knows that nothing was sent while nobody had listened', async () => {
    const nowhere = await slack(`https://127.0.0.1:${await freePort()}${PATH}`).send(message(), NEVER);
    expect(nowhere).toMatchObject({ outcome: 'unreachable', reason: 'Slack refuses connections.' });
    const stranger = slackChannel({ webhook: new Secret(`https://127.0.0.1:${server.port}${PATH}`), ca: undefined });
    expect(await stranger.send(message(), NEVER)).toMatchObject({ outcome: 'unreachable' });
    expect(server.received).toHaveLength(0);
  });

  it('does not know whether it arrived when the connection breaks after it', async () => {
    server.behave({ mood: 'cut' });
    expect(await slack().send(message(), NEVER)).toMatchObject({ outcome: 'unclear' });
    server.behave({ mood: 'silent' });
    const controller = new AbortController();
    const sending = slack().send(message(), controller.signal);
    await expect.poll(() => server.received.length).toBe(2);
    controller.abort();
    expect(await sending).toEqual({ outcome: 'unclear', reason: 'It was given up here.' });
  });

  it('waits 10 s for the answer, and no longer', { timeout: 20_000 }, async () => {
    server.behave({ mood: 'silent' });
    const outcome = await slack().send(message(), NEVER);
    expect(outcome).toEqual({ outcome: 'unclear', reason: 'Slack does not answer within 10 s.' });
  });

  it('refuses to speak in clear', async () => {
    expect(await slack(`http://127.0.0.1:${server.port}${PATH}`).send(message(), NEVER)).toMatchObject({
      outcome: 'refused',
    });
    expect(server.received).toHaveLength(0);
  });

  it('never says where it posts to', async () => {
    const said: unknown[] = [];
    for (const mood of [{ mood: 'cut' }, { mood: 'answer', status: 403, body: PATH }] as const) {
      server.behave(mood);
      said.push(await slack().send(message(), NEVER));
    }
    said.push(await slack(`https://127.0.0.1:1${PATH}`).send(message(), NEVER), slack());
    expect(JSON.stringify(said)).not.toContain('canary');
  });
});
