import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  /** The authority that signed all but `selfSigned`. */
  readonly ca: string;
  /** For localhost and 127.0.0.1. */
  readonly good: KeyPair;
  readonly expired: KeyPair;
  /** For `elsewhere.test`. */
  readonly wrongHost: KeyPair;
  readonly selfSigned: KeyPair;
}

/** Made anew with openssl in a folder that is gone afterwards. */
export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'sevlight-tls-'));
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const newKey = (name: string) =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`);

  function signed(name: string, san: string, ...dates: string[]): KeyPair {
    newKey(name);
    writeFileSync(join(folder, `${name}.ext`), `subjectAltName=${san}\n`);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
    const authority = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'];
    openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...authority,
      ...dates,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    );
    return { key: read(`${name}.key`), cert: read(`${name}.crt`) };
  }

  try {
    newKey('ca');
    openssl('req', '-x509', '-key', 'ca.key', '-subj', '/CN=Test authority', '-days', '30', '-out', 'ca.crt');
    const here = 'DNS:localhost,IP:127.0.0.1';
    newKey('self');
    openssl(
      'req',
      '-x509',
      '-key',
      'self.key',
      '-subj',
      '/CN=localhost',
      '-addext',
      `subjectAltName=${here}`,
      '-out',
      'self.crt',
    );
    return {
      ca: read('ca.crt'),
      good: signed('good', here, '-days', '30'),
      // Ended before it began, because openssl 3.0 cannot date a certificate back.
      expired: signed('expired', here, '-days', '-1'),
      wrongHost: signed('wrong', 'DNS:elsewhere.test', '-days', '30'),
      selfSigned: { key: read('self.key'), cert: read('self.crt') },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
