import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sentryChannel } from '../../electron/channels/sentry.ts';
import { Secret } from '../../electron/core/secret.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { startWebhook, type WebhookServer } from '../servers/webhook.ts';
import { message, NEVER } from './parts.ts';

let certificates: Certificates;
let server: WebhookServer;

beforeAll(() => {
  certificates = makeCertificates();
});
beforeEach(async () => {
  server = await startWebhook(certificates.good);
});
afterEach(() => server.stop());

const sentry = (dsn = `https://canarykey@127.0.0.1:${server.port}/base/42`) =>
  sentryChannel({ dsn: new Secret(dsn), environment: 'production', ca: [certificates.ca] });

describe('an event in Sentry', () => {
  it('goes to the project’s envelope, with the key in its header and the words in the event', async () => {
    expect(await sentry().send(message({ channel: 'sentry' }), NEVER)).toEqual({ outcome: 'sent', detail: '' });
    const [post] = server.received;
    expect(post?.path).toBe('/base/api/42/envelope/');
    expect(post?.headers['x-sentry-auth']).toMatch(/sentry_version=7.*sentry_key=canarykey/);
    const [head, item, event] = (post?.body ?? '').split('\n').map((line) => JSON.parse(line));
    expect(item).toEqual({ type: 'event' });
    expect(event).toMatchObject({
      event_id: head.event_id,
      level: 'error',
      environment: 'production',
      message: { formatted: '[SEV1] Database connection failed' },
      fingerprint: ['sevlight', 'inc-1'],
      extra: { text: message().text },
    });
  });

  it('has the same id each time the same message is tried, and another for another', async () => {
    await sentry().send(message(), NEVER);
    await sentry().send(message(), NEVER);
    await sentry().send(message({ id: 'another' }), NEVER);
    const ids = server.received.map(({ body }) => JSON.parse(body.split('\n')[0] ?? '').event_id);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('understands a full server, a wrong key and a DSN that is none', async () => {
    server.behave({ mood: 'answer', status: 429, body: '', retryAfter: '60' });
    expect(await sentry().send(message(), NEVER)).toMatchObject({ outcome: 'unreachable', retryAfterMs: 60_000 });
    server.behave({ mood: 'answer', status: 403, body: 'canarykey' });
    const refused = await sentry().send(message(), NEVER);
    expect(refused).toEqual({ outcome: 'refused', reason: 'Sentry refuses it (403). Check the DSN.' });
    expect(await sentry('https://127.0.0.1/42').send(message(), NEVER)).toMatchObject({ outcome: 'refused' });
    expect(await sentry('http://key@127.0.0.1/42').send(message(), NEVER)).toMatchObject({ outcome: 'refused' });
  });
});
