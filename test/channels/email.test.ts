import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { emailChannel } from '../../electron/channels/email.ts';
import { Secret } from '../../electron/core/secret.ts';
import { type Certificates, makeCertificates } from '../faults/certificates.ts';
import { freePort } from '../servers/running.ts';
import { type SmtpOptions, type SmtpServer, startSmtp } from '../servers/smtp.ts';
import { message, NEVER } from './parts.ts';

const ACCOUNT = { user: 'mailer@example.com', password: 'canary/of:the@mail' };
let certificates: Certificates;
let server: SmtpServer;

beforeAll(() => {
  certificates = makeCertificates();
});
afterEach(() => server.stop());

const start = async (options: Partial<SmtpOptions> = {}) => {
  server = await startSmtp({ pair: certificates.good, ...options });
};
const LOGIN = `${encodeURIComponent(ACCOUNT.user)}:${encodeURIComponent(ACCOUNT.password)}@`;

function email(login = '', scheme = 'smtp', port = server.port, host = '127.0.0.1') {
  const smtp = new Secret(`${scheme}://${login}${host}:${port}`);
  return emailChannel({ smtp, from: 'On call <oncall@example.com>', ca: [certificates.ca] });
}

const letter = message({
  channel: 'email',
  recipients: ['a@example.com', 'b@example.com'],
  subject: '[SEV1] Größe\r\nBcc: x@example.com',
  text: 'First line\n.\n.dotted\nÄnderung',
});

describe('an e-mail', () => {
  it('goes over STARTTLS, logged in, to everybody, with an id of its own', async () => {
    await start({ account: ACCOUNT });
    expect(await email(LOGIN).send(letter, NEVER)).toEqual({ outcome: 'sent', detail: '' });
    expect(server.letters).toHaveLength(1);
    const [taken] = server.letters;
    expect(taken).toMatchObject({
      from: 'oncall@example.com',
      to: ['a@example.com', 'b@example.com'],
      user: ACCOUNT.user,
      encrypted: true,
    });
    expect(taken?.data).toMatch(/^Message-ID: <[0-9a-f]{32}@example\.com>\r$/m);
    expect(taken?.data).not.toMatch(/^Bcc:/m);
    await email(LOGIN).send(letter, NEVER);
    const ids = server.letters.map(({ data }) => /^Message-ID: .*$/m.exec(data)?.[0]);
    expect(ids[1]).toBe(ids[0]);
  });

  it('goes encrypted from the first byte where the address says smtps', async () => {
    await start({ implicitTls: true });
    expect(await email('', 'smtps').send(letter, NEVER)).toEqual({ outcome: 'sent', detail: '' });
    expect(server.letters[0]?.encrypted).toBe(true);
  });

  it('tells whom the server refused, and is refused where it refused all', async () => {
    await start();
    server.refuse('b@example.com');
    expect(await email().send(letter, NEVER)).toEqual({
      outcome: 'sent',
      detail: 'The mail server refused b@example.com.',
    });
    server.refuse('a@example.com');
    expect(await email().send(letter, NEVER)).toMatchObject({ outcome: 'refused', reason: /no such person/ });
  });

  it('tells a wrong password without repeating anything of it', async () => {
    await start({ account: ACCOUNT });
    const outcome = await email(`${encodeURIComponent(ACCOUNT.user)}:wrong-canary@`).send(letter, NEVER);
    expect(outcome).toEqual({ outcome: 'refused', reason: 'The mail server refuses our user name or password (535).' });
    expect(server.letters).toHaveLength(0);
  });

  it('knows that nothing was taken when the server is busy, away, silent or a stranger', {
    timeout: 20_000,
  }, async () => {
    await start();
    server.behave('busy');
    expect(await email().send(letter, NEVER)).toMatchObject({ outcome: 'unreachable' });
    expect(await email('', 'smtp', await freePort()).send(letter, NEVER)).toMatchObject({
      outcome: 'unreachable',
      reason: 'The mail server refuses connections.',
    });
    server.behave('silent-greeting');
    expect(await email().send(letter, NEVER)).toMatchObject({ outcome: 'unreachable' });
    server.behave('well');
    const smtp = new Secret(`smtp://127.0.0.1:${server.port}`);
    const stranger = emailChannel({ smtp, from: 'oncall@example.com', ca: undefined });
    expect(await stranger.send(letter, NEVER)).toMatchObject({ outcome: 'unreachable' });
    expect(server.letters).toHaveLength(0);
  });

  it.each(['silent-after-data', 'cut-after-data'] as const)(
    'does not know whether it arrived: %s',
    { timeout: 20_000 },
    async (mood) => {
      await start();
      server.behave(mood);
      expect(await email().send(letter, NEVER)).toMatchObject({ outcome: 'unclear' });
      expect(server.letters).toHaveLength(1);
    },
  );

  it('does not go in clear to another computer', async () => {
    await start({ account: ACCOUNT });
    server.behave('no-starttls');
    // Linux takes 0.0.0.0 for this computer; we do not.
    const outcome = await email(LOGIN, 'smtp', server.port, '0.0.0.0').send(letter, NEVER);
    expect(outcome.outcome).not.toBe('sent');
    expect(server.letters).toHaveLength(0);
    expect(await email(LOGIN).send(letter, NEVER)).toMatchObject({ outcome: 'sent' });
  });

  it('has somebody to go to, or does not go', async () => {
    await start();
    expect(await email().send(message({ channel: 'email' }), NEVER)).toMatchObject({ outcome: 'refused' });
  });
});
