import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ChannelKind } from '../../electron/core/messages/message.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { freePort } from '../servers/running.ts';
import { type SmtpServer, startSmtp } from '../servers/smtp.ts';
import { startWebhook, type WebhookServer } from '../servers/webhook.ts';
import { CANARIES, MAIL_USER, type MessageHouse, openMessageHouse } from './message-house.ts';

let certificates: Certificates;
let folder: string;
let webhook: WebhookServer;
let smtp: SmtpServer;
let open: MessageHouse | null;
let isOffline = false;

beforeAll(() => {
  certificates = makeCertificates();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-outbox-'));
  writeFileSync(join(folder, 'ca.pem'), certificates.ca);
  webhook = await startWebhook(certificates.good);
  smtp = await startSmtp({ pair: certificates.good, account: { user: MAIL_USER, password: CANARIES[1] } });
  isOffline = false;
  open = null;
});
afterEach(async () => {
  await open?.house.close();
  await webhook.stop();
  await smtp.stop();
  rmSync(folder, { recursive: true });
});

async function start(ports = { webhook: webhook.port, smtp: smtp.port }): Promise<MessageHouse> {
  open = await openMessageHouse(folder, ports, { isOffline: () => isOffline });
  return open;
}

async function restart(ports?: { webhook: number; smtp: number }): Promise<MessageHouse> {
  await open?.house.close();
  open = null;
  return await start(ports);
}

function send(
  { house, handlers }: MessageHouse,
  channel: ChannelKind,
  text = 'It is down',
  commandId = `to-${channel}`,
) {
  const readers = house.messages.channels.find(({ kind }) => kind === channel)?.readers ?? '';
  return handlers.sendMessage({ commandId, incidentId: 'inc-1', template: 'initial', channel, readers, text });
}

const views = () => open?.house.watching.publisher.current().messages ?? [];
const stateOf = (id: string) => views().find((view) => view.id === id)?.state;
const lines = () => open?.house.watching.publisher.current().incidents[0]?.timeline.map(({ text }) => text) ?? [];
const notices = () => (open?.house.watching.publisher.current().notices ?? []).map(({ title }) => title);
/** Time passes for the engine as its ticks do. */
const tick = () => open?.house.watching.engine.observe({ type: 'tick' });
const eventually = (assertion: () => void) =>
  vi.waitFor(
    () => {
      tick();
      assertion();
    },
    { timeout: 15_000, interval: 100 },
  );

describe('a click', () => {
  it('sends to each channel once, and the timeline tells it', async () => {
    const house = await start();
    for (const channel of ['slack', 'email', 'sentry'] as const) {
      await send(house, channel);
      // The same click, told twice by the window.
      await send(house, channel);
    }
    await eventually(() => expect(views().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']));
    expect(webhook.received.map(({ path }) => path)).toEqual([`/services/T0/B0/${CANARIES[0]}`, '/api/7/envelope/']);
    expect(smtp.letters).toMatchObject([{ to: ['oncall@example.com', 'lead@example.com'], encrypted: true }]);
    expect(lines()).toEqual(
      expect.arrayContaining(['Initial message (Slack) to be sent', 'Initial message (Slack) sent.']),
    );
    const given = house.house.watching.engine.state();
    expect(Object.values(given.outbox).map(({ attempts }) => attempts)).toEqual([1, 1, 1]);

    // The window did not hear that it was saved, and says it to the next run again.
    const next = await restart();
    for (const channel of ['slack', 'email', 'sentry'] as const) await send(next, channel);
    tick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(views().map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(webhook.received).toHaveLength(2);
    expect(smtp.letters).toHaveLength(1);
  });

  it('does not send the same words there twice by another click, and not to others than were shown', async () => {
    const house = await start();
    await send(house, 'slack');
    await eventually(() => expect(stateOf('to-slack')).toBe('sent'));
    expect(() => send(house, 'slack', 'It is down', 'another')).toThrow(/have been sent there already/);
    expect(() =>
      house.handlers.sendMessage({
        commandId: 'x',
        incidentId: 'inc-1',
        template: 'initial',
        channel: 'email',
        readers: 'somebody@else.example',
        text: 'x',
      }),
    ).toThrow(/recipients have changed/);
    expect(webhook.received).toHaveLength(1);
  });

  it('alone sends: filling, checking and copying do not; copying counts as an update', async () => {
    const { house, handlers, clipboard } = await start();
    const ask = { incidentId: 'inc-1', template: 'initial', include: 'facts' } as const;
    const draft = await handlers.composeMessage(ask);
    expect(draft.text).toContain('[SEV1] Database connection failed');
    expect(await handlers.checkMessage({ ...ask, text: 'Resolved' })).toMatchObject([{ id: 'says-resolved' }]);
    await handlers.copyMessage({ commandId: 'copy-1', incidentId: 'inc-1', template: 'initial', text: draft.text });
    expect(clipboard).toEqual([draft.text]);
    expect(lines()).toContain('Initial message copied, to be sent by hand');
    await house.close();
    open = null;
    expect(webhook.received).toHaveLength(0);
    expect(smtp.letters).toHaveLength(0);
  });
});

describe('a bad line', () => {
  it('waits while this computer is offline, also over a restart, and sends once when it is back', async () => {
    isOffline = true;
    await send(await start(), 'slack');
    await send(open ?? (await start()), 'email');
    tick();
    await restart();
    tick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(views().map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(views()[0]?.reason).toMatch(/offline/);
    expect(webhook.received).toHaveLength(0);
    isOffline = false;
    await eventually(() => expect(views().map(({ state }) => state)).toEqual(['sent', 'sent']));
    await restart();
    tick();
    expect(webhook.received).toHaveLength(1);
    expect(smtp.letters).toHaveLength(1);
  });

  it('tries again where certainly nothing arrived', { timeout: 30_000 }, async () => {
    const port = await freePort();
    await send(await start({ webhook: port, smtp: smtp.port }), 'slack');
    await eventually(() => expect(views()[0]?.reason).toBe('Slack refuses connections.'));
    expect(stateOf('to-slack')).toBe('waiting');
    const late = await startWebhook(certificates.good, port);
    onTestFinished(() => late.stop());
    await eventually(() => expect(stateOf('to-slack')).toBe('sent'));
    expect(late.received).toHaveLength(1);
  });

  it('asks a person where it may have arrived, and never tries again by itself', async () => {
    webhook.behave({ mood: 'cut' });
    const house = await start();
    await send(house, 'slack');
    await eventually(() => expect(stateOf('to-slack')).toBe('held'));
    expect(notices()).toContain('Did your message to Slack arrive?');
    webhook.behave({ mood: 'answer', status: 200, body: 'ok' });
    await restart();
    tick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(views()[0]).toMatchObject({ state: 'held', why: 'unclear' });
    expect(webhook.received).toHaveLength(1);
    open?.handlers.confirmMessage({ commandId: 'seen', messageId: 'to-slack' });
    expect(stateOf('to-slack')).toBe('sent');
    expect(() => open?.handlers.retryMessage({ commandId: 'r', messageId: 'to-slack' })).toThrow(/sent already/);
    expect(webhook.received).toHaveLength(1);
  });

  it('sends it again when a person says so, and not what was taken back', async () => {
    webhook.behave({ mood: 'answer', status: 404, body: 'no_service' });
    const house = await start();
    await send(house, 'slack');
    await eventually(() => expect(views()[0]).toMatchObject({ state: 'held', why: 'refused' }));
    webhook.behave({ mood: 'answer', status: 200, body: 'ok' });
    await house.handlers.retryMessage({ commandId: 'again', messageId: 'to-slack' });
    await eventually(() => expect(stateOf('to-slack')).toBe('sent'));
    expect(webhook.received).toHaveLength(2);

    isOffline = true;
    await send(house, 'slack', 'Other words', 'later');
    await house.handlers.cancelMessage({ commandId: 'no', messageId: 'later' });
    isOffline = false;
    tick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(stateOf('later')).toBe('cancelled');
    expect(webhook.received).toHaveLength(2);
  });

  it('repeats by itself what Sentry counts once', { timeout: 30_000 }, async () => {
    webhook.behave({ mood: 'cut' });
    await send(await start(), 'sentry');
    await eventually(() => expect(webhook.received).toHaveLength(1));
    webhook.behave({ mood: 'answer', status: 200, body: '{}' });
    await eventually(() => expect(stateOf('to-sentry')).toBe('sent'));
    const ids = webhook.received.map(({ body }) => JSON.parse(body.split('\n')[0] ?? '').event_id);
    expect(new Set(ids).size).toBe(1);
  });

  it('holds back what has become wrong while it waited', async () => {
    isOffline = true;
    const house = await start();
    await send(house, 'slack');
    await new Promise((resolve) => setTimeout(resolve, 5));
    house.house.watching.engine.say('over', [
      { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'Restarted' }, incidentId: 'inc-1' },
    ]);
    isOffline = false;
    await eventually(() => expect(views()[0]).toMatchObject({ state: 'held', why: 'stale' }));
    expect(views()[0]?.reason).toBe('The incident has been resolved since.');
    expect(webhook.received).toHaveLength(0);
  });
});

describe('kill -9', () => {
  it('while it is on its way: it is told as unclear, and was sent once', { timeout: 30_000 }, async () => {
    webhook.behave({ mood: 'silent' });
    const args = [
      '--no-warnings',
      join(import.meta.dirname, 'sender.ts'),
      folder,
      String(webhook.port),
      String(smtp.port),
    ];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await vi.waitFor(() => expect(webhook.received).toHaveLength(1), { timeout: 20_000 });
    child.kill('SIGKILL');
    await ended;

    webhook.behave({ mood: 'answer', status: 200, body: 'ok' });
    await start();
    tick();
    await new Promise((resolve) => setImmediate(resolve));
    expect(views()).toMatchObject([
      { id: 'click-1', state: 'held', why: 'unclear', reason: 'Sevlight ended while it was on its way.' },
    ]);
    expect(webhook.received).toHaveLength(1);
  });
});

describe('nobody owns it when level 2 is due', () => {
  const later = async (more: string, act: (house: MessageHouse) => unknown = () => undefined) => {
    const clock = fakeClock();
    open = await openMessageHouse(folder, { webhook: webhook.port, smtp: smtp.port }, { clock, more });
    await act(open);
    // Time passes in steps that grace and looks allow for.
    for (let minute = 0; minute < 17; minute += 1) {
      clock.pass(60_000);
      tick();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    await eventually(() => expect(views().every(({ state }) => state === 'sent')).toBe(true));
    tick();
  };

  it('goes to the webhook once where the team has asked for it', async () => {
    await later(', initialMessageAtL2: true');
    expect(webhook.received).toHaveLength(1);
    const { text } = JSON.parse(webhook.received[0]?.body ?? '{}');
    expect(text).toMatch(/^\[SEV1\] Database connection failed\nStatus: Investigating/);
    expect(text).toMatch(/Nobody has acknowledged it: Sevlight says so by itself\.$/);
    expect(text).not.toMatch(/[{}]/);
    await restart();
    tick();
    expect(webhook.received).toHaveLength(1);
  });

  it('goes nowhere where nobody has asked, or somebody owns it, or somebody has told', async () => {
    await later('');
    expect(views()).toEqual([]);
    await open?.house.close();
    await later(', initialMessageAtL2: true', ({ house }) =>
      house.watching.engine.say('mine', [
        {
          type: 'incident-acknowledged',
          payload: { reason: null, untilWallMs: Date.UTC(2027, 0, 1) },
          incidentId: 'inc-1',
        },
      ]),
    );
    expect(views()).toEqual([]);
    expect(webhook.received).toHaveLength(0);
  });
});

describe('secrets', () => {
  it('stand in no event, no snapshot, no file and no print', async () => {
    const house = await start();
    webhook.behave({ mood: 'answer', status: 403, body: CANARIES[0] });
    for (const channel of ['slack', 'email', 'sentry'] as const) await send(house, channel);
    await eventually(() => expect(views().every(({ state }) => state === 'held' || state === 'sent')).toBe(true));
    const { watching, messages } = house.house;
    const told = [
      inspect(house, { depth: 12, showHidden: true }),
      JSON.stringify([watching.publisher.current(), messages.channels, watching.engine.state()]),
    ];
    await house.house.close();
    open = null;
    const data = join(folder, 'data');
    for (const name of readdirSync(data)) told.push(readFileSync(join(data, name), 'latin1'));
    for (const canary of CANARIES) expect(told.filter((text) => text.includes(canary))).toEqual([]);
  });
});
