import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ChannelKind } from '../../electron/core/messages/message.ts';
import { MINUTE_MS } from '../../electron/core/time.ts';
import {
  CANARIES,
  type HouseChange,
  MAIL_USER,
  type MessageHouse,
  openMessageHouse,
} from '../channels/message-house.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { type SmtpServer, startSmtp } from '../servers/smtp.ts';
import { startWebhook, type WebhookServer } from '../servers/webhook.ts';

let certificates: Certificates;
let folder: string;
let webhook: WebhookServer;
let smtp: SmtpServer;
let open: MessageHouse | null;

beforeAll(() => {
  certificates = makeCertificates();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sevlight-outbox-'));
  writeFileSync(join(folder, 'ca.pem'), certificates.ca);
  webhook = await startWebhook(certificates.good);
  smtp = await startSmtp({ pair: certificates.good, account: { user: MAIL_USER, password: CANARIES[1] } });
  open = null;
});
afterEach(async () => {
  await open?.house.close();
  await webhook.stop();
  await smtp.stop();
  rmSync(folder, { recursive: true });
});

async function start(change: HouseChange = {}): Promise<MessageHouse> {
  await open?.house.close();
  open = null;
  open = await openMessageHouse(folder, { webhook: webhook.port, smtp: smtp.port }, change);
  return open;
}

function send({ house, handlers }: MessageHouse, channel: ChannelKind) {
  const readers = house.messages.channels.find(({ kind }) => kind === channel)?.readers ?? '';
  const text = 'The database is down.';
  return handlers.sendMessage({
    commandId: 'click-1',
    incidentId: 'inc-1',
    template: 'update',
    channel,
    readers,
    text,
  });
}

const shown = () => open?.house.watching.publisher.current();
const message = () => shown()?.messages[0];
const tick = () => open?.house.watching.engine.observe({ type: 'tick' });
const eventually = (assertion: () => void) =>
  vi.waitFor(
    () => {
      tick();
      assertion();
    },
    { timeout: 25_000, interval: 100 },
  );
/** Long enough for what would be sent now to be sent. */
async function quietly(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    tick();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a letter', () => {
  it('that the server took and never confirmed is told as unclear, and not sent again by a restart', async () => {
    smtp.behave('silent-after-data');
    await send(await start(), 'email');
    await eventually(() => expect(message()).toMatchObject({ state: 'held', why: 'unclear' }));
    smtp.behave('well');
    await start();
    await quietly();
    expect(message()).toMatchObject({ state: 'held', why: 'unclear' });
    expect(smtp.letters).toHaveLength(1);
    // Whoever looks into the mailbox can say so; if it is not there, the same letter goes out, by the same Message-ID.
    await open?.handlers.retryMessage({ commandId: 'again', messageId: 'click-1' });
    await eventually(() => expect(message()?.state).toBe('sent'));
    const names = smtp.letters.map(({ data }) => /^Message-ID: (.*)$/im.exec(data)?.[1]);
    expect(names).toHaveLength(2);
    expect(new Set(names).size).toBe(1);
  }, 40_000);

  it('that the server was too busy for waits, also over a restart in the middle, and is sent once', async () => {
    smtp.behave('busy');
    await send(await start(), 'email');
    await eventually(() => expect(message()?.reason).toContain('takes no message now (451)'));
    const refused = smtp.letters.length;
    await start();
    smtp.behave('well');
    await eventually(() => expect(message()?.state).toBe('sent'));
    await start();
    await quietly();
    expect(smtp.letters).toHaveLength(refused + 1);
  }, 40_000);

  it('for a server that says nothing at all waits, and is sent once when it speaks', async () => {
    smtp.behave('silent-greeting');
    await send(await start(), 'email');
    await eventually(() => expect(message()?.state).toBe('waiting'));
    await eventually(() => expect(message()?.reason).not.toBe(''));
    expect(smtp.letters).toHaveLength(0);
    smtp.behave('well');
    await start();
    await eventually(() => expect(message()?.state).toBe('sent'));
    expect(smtp.letters).toHaveLength(1);
  }, 40_000);
});

describe('the clock of the next update', () => {
  const due = () => shown()?.incidents[0]?.clocks.find(({ kind }) => kind === 'next-update')?.dueWallMs;

  it('starts when the words have arrived, not when they were clicked, and a restart keeps it', async () => {
    const clock = fakeClock();
    let isOffline = true;
    const change = { clock, isOffline: () => isOffline };
    await send(await start(change), 'slack');
    clock.pass(10 * MINUTE_MS);
    await quietly();
    expect(due()).toBeUndefined();
    isOffline = false;
    await eventually(() => expect(message()?.state).toBe('sent'));
    const arrived = clock.now().wallMs;
    expect(due()).toBe(arrived + 30 * MINUTE_MS);
    clock.pass(MINUTE_MS);
    await start(change);
    expect(due()).toBe(arrived + 30 * MINUTE_MS);
  });

  it('does not start where nobody knows whether they arrived, until somebody does', async () => {
    webhook.behave({ mood: 'cut' });
    await send(await start(), 'slack');
    await eventually(() => expect(message()).toMatchObject({ state: 'held', why: 'unclear' }));
    expect(due()).toBeUndefined();
    await open?.handlers.confirmMessage({ commandId: 'seen', messageId: 'click-1' });
    expect(due()).toBeDefined();
  });
});

describe('words that go by themselves, because nobody owns it when level 2 is due', () => {
  const asked = ', initialMessageAtL2: true';

  async function minutes(count: number, clock: ReturnType<typeof fakeClock>): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      clock.pass(MINUTE_MS);
      tick();
    }
    await quietly();
  }

  it('go once, although the app was started anew before and after, and the webhook was away at first', async () => {
    const clock = fakeClock();
    let isOffline = true;
    const change = { clock, more: asked, isOffline: () => isOffline };
    await start(change);
    await minutes(10, clock);
    await start(change);
    await minutes(10, clock);
    expect(message()).toMatchObject({ id: 'unowned:inc-1', state: 'waiting' });
    expect(webhook.received).toHaveLength(0);
    await start(change);
    isOffline = false;
    await minutes(1, clock);
    await eventually(() => expect(message()?.state).toBe('sent'));
    await start(change);
    await minutes(5, clock);
    expect(webhook.received).toHaveLength(1);
    expect(shown()?.incidents[0]?.timeline.map(({ text, actor }) => `${actor}: ${text}`)).toContain(
      'sevlight: Initial message (Slack) to be sent',
    );
  });

  it('are held where it may have arrived: not even these go twice', async () => {
    webhook.behave({ mood: 'cut' });
    const clock = fakeClock();
    await start({ clock, more: asked });
    await minutes(17, clock);
    await eventually(() => expect(message()).toMatchObject({ state: 'held', why: 'unclear' }));
    webhook.behave({ mood: 'answer', status: 200, body: 'ok' });
    await start({ clock, more: asked });
    await minutes(10, clock);
    expect(webhook.received).toHaveLength(1);
  });
});
