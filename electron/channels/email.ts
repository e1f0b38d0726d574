import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MessageChannel, OutgoingMessage, SendOutcome } from '../core/messages/message.ts';
import type { Secret } from '../core/secret.ts';
import { failureWords } from './failure-words.ts';

export interface EmailSettings {
  /** `smtp://USER:PASSWORD@HOST:587` (STARTTLS) or `smtps://USER:PASSWORD@HOST:465`. */
  readonly smtp: Secret;
  /** Who it is from: `oncall@example.com` or `On call <oncall@example.com>`. */
  readonly from: string;
  /** Trusted authorities (PEM) instead of the runtime's own. */
  readonly ca: readonly string[] | undefined;
}

const TIMEOUT_MS = 10_000;
const DEADLINE_MS = 28_000;

/**
 * E-mail by the team's own mail server, always encrypted unless it is this very computer. The message's id goes along
 * as Message-ID; but no server is bound to look at it, so what may have arrived is not sent again by itself.
 */
export function emailChannel(settings: EmailSettings): MessageChannel {
  return {
    kind: 'email',
    knowsIds: false,
    send: async (message, signal) => {
      if (message.recipients.length === 0) return { outcome: 'refused', reason: 'There is nobody to send it to.' };
      // Heavy, and rarely needed.
      const { default: Connection } = await import('nodemailer/lib/smtp-connection');
      const letter = await compose(message, settings.from);
      const server = new URL(settings.smtp.reveal());
      return deliver(new Connection(options(server, settings.ca)), {
        server,
        letter,
        message,
        signal,
        from: settings.from,
      });
    },
  };
}

function options({ protocol, hostname, port }: URL, ca: readonly string[] | undefined): SMTPConnection.Options {
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isThisComputer(host),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    logger: false,
    ...(ca === undefined ? {} : { tls: { ca: [...ca] } }),
  };
}

function isThisComputer(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

async function compose({ id, recipients, subject, text }: OutgoingMessage, from: string): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'sevlight.invalid';
  const messageId = `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@${domain}>`;
  return await new MailComposer({ from, to: [...recipients], subject, text, messageId }).compile().build();
}

interface Delivery {
  readonly server: URL;
  readonly letter: Buffer;
  readonly message: OutgoingMessage;
  readonly signal: AbortSignal;
  readonly from: string;
}

/** One attempt. What fails before the letter is asked for has sent nothing; afterwards only the server's word counts. */
function deliver(connection: SMTPConnection, delivery: Delivery): Promise<SendOutcome> {
  const { server, letter, message, signal, from } = delivery;
  return new Promise((settle) => {
    let isWritten = false;
    const timer = setTimeout(() => fail(null, 'The mail server takes too long.'), DEADLINE_MS);
    const abort = () => fail(null, 'It was given up here.');
    signal.addEventListener('abort', abort, { once: true });

    function end(outcome: SendOutcome): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      connection.close();
      settle(outcome);
    }

    function fail(error: SMTPConnection.SMTPError | null, words = failureWords(error, 'The mail server')): void {
      const said = error?.responseCode;
      if (said !== undefined && said >= 500) {
        end({ outcome: 'refused', reason: refusal(error, said, server) });
      } else if (said !== undefined) {
        end({ outcome: 'unreachable', reason: `The mail server takes no message now (${said}).`, retryAfterMs: null });
      } else if (isWritten) {
        end({ outcome: 'unclear', reason: words });
      } else {
        end({ outcome: 'unreachable', reason: words, retryAfterMs: null });
      }
    }

    function send(): void {
      // It is read from the moment when the server says that the letter may come.
      const reading = new Readable({
        read() {
          isWritten = true;
          this.push(letter);
          this.push(null);
        },
      });
      const envelope = { from: address(from), to: [...message.recipients], size: letter.length };
      connection.send(envelope, reading, (error, info) => {
        if (error) {
          fail(error);
          return;
        }
        const refused = info.rejected.map(String);
        const detail = refused.length === 0 ? '' : `The mail server refused ${refused.join(', ')}.`;
        end({ outcome: 'sent', detail });
      });
    }

    connection.on('error', (error: SMTPConnection.SMTPError) => fail(error));
    connection.connect((error) => {
      const { username, password } = server;
      if (error) {
        fail(error);
        return;
      }
      if (username === '') {
        send();
        return;
      }
      const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
      connection.login(credentials, (refused) => (refused ? fail(refused) : send()));
    });
    if (signal.aborted) abort();
  });
}

/** What the server said is told where it is about the letter: where it is about our account, it might repeat it. */
function refusal(error: SMTPConnection.SMTPError | null, code: number, { username }: URL): string {
  if (error?.code === 'EAUTH') return `The mail server refuses our user name or password (${code}).`;
  const said = (error?.response ?? '').replace(/\s+/g, ' ').slice(0, 160);
  const isTold = username === '' || !said.includes(decodeURIComponent(username));
  return `The mail server refuses it: ${isTold && said !== '' ? said : code}.`;
}

function address(from: string): string {
  return /<([^<>]+)>/.exec(from)?.[1] ?? from.trim();
}
