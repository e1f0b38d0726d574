import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { KeyPair } from '../faults/certificates.ts';

export interface Letter {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body, as they came. */
  readonly data: string;
  /** Who had logged in; null where nobody had. */
  readonly user: string | null;
  readonly encrypted: boolean;
}

/**
 * well: as it should · silent-after-data, cut-after-data: has the whole letter, and never says so ·
 * silent-greeting: accepts the connection and says nothing · busy: 451 at the end of the letter ·
 * no-starttls: does not offer encryption
 */
export type SmtpMood = 'well' | 'silent-after-data' | 'cut-after-data' | 'silent-greeting' | 'busy' | 'no-starttls';

/** A small SMTP server (RFC 5321, STARTTLS, AUTH PLAIN and LOGIN) that keeps the letters it was given. */
export interface SmtpServer {
  readonly port: number;
  readonly letters: readonly Letter[];
  behave(mood: SmtpMood): void;
  /** Refuses this recipient with 550. */
  refuse(recipient: string): void;
  stop(): Promise<void>;
}

export interface SmtpOptions {
  readonly pair: KeyPair;
  /** Without an account nobody need log in. */
  readonly account?: { readonly user: string; readonly password: string };
  /** Encrypted from the first byte, as at port 465. */
  readonly implicitTls?: boolean;
  readonly port?: number;
}

export async function startSmtp({ pair, account, implicitTls = false, port = 0 }: SmtpOptions): Promise<SmtpServer> {
  const letters: Letter[] = [];
  const sockets = new Set<Socket>();
  const refused = new Set<string>();
  let mood: SmtpMood = 'well';
  const secureContext = createSecureContext(pair);
  const encrypt = (socket: Socket) => new TLSSocket(socket, { isServer: true, secureContext });

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    if (mood === 'silent-greeting') return;
    if (implicitTls) talk(encrypt(socket), true, true);
    else talk(socket, false, true);
  });

  function talk(socket: Socket, encrypted: boolean, greet: boolean): void {
    let from = '';
    let to: string[] = [];
    let user: string | null = null;
    let heard = '';
    let letter: string | null = null;
    let asking: ((line: string) => void) | null = null;
    const say = (...lines: readonly string[]) => socket.write(lines.map((line) => `${line}\r\n`).join(''));

    socket.on('error', () => undefined);
    socket.on('data', hear);
    if (greet) say('220 mail.test ESMTP');

    function hear(chunk: Buffer): void {
      heard += chunk.toString('latin1');
      for (let end = heard.indexOf('\r\n'); end !== -1; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        if (letter === null) command(line);
        else if (line === '.') taken();
        else letter += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
      }
    }

    function taken(): void {
      const data = letter ?? '';
      letter = null;
      if (mood === 'busy') {
        say('451 4.3.0 Try again later');
        return;
      }
      letters.push({ from, to, data, user, encrypted });
      if (mood === 'cut-after-data') socket.destroy();
      else if (mood !== 'silent-after-data') say('250 2.0.0 Taken');
    }

    function command(line: string): void {
      if (asking !== null) {
        const answer = asking;
        asking = null;
        answer(line);
        return;
      }
      const [verb = ''] = line.toUpperCase().split(' ');
      if (verb === 'EHLO') {
        const offersTls = !encrypted && mood !== 'no-starttls';
        const offers = [
          'mail.test',
          ...(offersTls ? ['STARTTLS'] : []),
          ...(account ? ['AUTH PLAIN LOGIN'] : []),
          '8BITMIME',
        ];
        say(...offers.map((offer, index) => `250${index === offers.length - 1 ? ' ' : '-'}${offer}`));
      } else if (verb === 'STARTTLS') {
        say('220 Go ahead');
        socket.removeListener('data', hear);
        talk(encrypt(socket), true, false);
      } else if (verb === 'AUTH') {
        authenticate(line);
      } else if (verb === 'MAIL' && account !== undefined && user === null) {
        say('530 5.7.0 Authentication required');
      } else if (verb === 'MAIL') {
        from = /<(.*?)>/.exec(line)?.[1] ?? '';
        to = [];
        say('250 2.1.0 Ok');
      } else if (verb === 'RCPT') {
        const recipient = /<(.*?)>/.exec(line)?.[1] ?? '';
        if (refused.has(recipient)) {
          say(`550 5.1.1 <${recipient}>: no such person`);
          return;
        }
        to.push(recipient);
        say('250 2.1.5 Ok');
      } else if (verb === 'DATA') {
        letter = '';
        say('354 End with a dot');
      } else if (verb === 'QUIT') {
        say('221 2.0.0 Bye');
        socket.end();
      } else {
        say('250 Ok');
      }
    }

    function authenticate(line: string): void {
      const [, method = '', given] = line.split(' ');
      if (method.toUpperCase() === 'PLAIN') {
        const [, name = '', password = ''] = decode(given ?? '').split('\0');
        judge(name, password);
        return;
      }
      say(`334 ${Buffer.from('Username:').toString('base64')}`);
      asking = (name) => {
        say(`334 ${Buffer.from('Password:').toString('base64')}`);
        asking = (password) => judge(decode(name), decode(password));
      };
    }

    function judge(name: string, password: string): void {
      if (name === account?.user && password === account.password) {
        user = name;
        say('235 2.7.0 Welcome');
      } else {
        say(`535 5.7.8 Wrong user or password for ${name}`);
      }
    }
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    letters,
    behave: (next) => {
      mood = next;
    },
    refuse: (recipient) => void refused.add(recipient),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
