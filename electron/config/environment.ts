import { Secret } from '../core/secret.ts';
import { asAddress } from './schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An address from the environment; null where it is not set, or wrong, which is told. */
export function environmentUrl(
  env: Environment,
  name: string,
  protocols: readonly string[],
  tell: (message: string) => void,
): Secret | null {
  const written = env[name]?.trim();
  if (written === undefined || written === '') return null;
  const address = asAddress(written, protocols);
  if (address !== null) return new Secret(address);
  const begins = protocols.map((protocol) => `${protocol}//`).join(' or ');
  tell(`${name} (environment): Not an address. Write one that begins with ${begins}.`);
  return null;
}

/** Up to two addresses separated by a comma, `false` for none; null where it is not set, or wrong, which is told. */
export function environmentUrls(
  env: Environment,
  name: string,
  protocols: readonly string[],
  tell: (message: string) => void,
): readonly Secret[] | null {
  const written = environmentList(env, name);
  if (written === null) return null;
  if (written[0] === 'false') return [];
  const addresses = written.map((one) => asAddress(one, protocols)).filter((one) => one !== null);
  if (addresses.length === written.length && addresses.length <= 2) return addresses.map((one) => new Secret(one));
  const begins = protocols.map((protocol) => `${protocol}//`).join(' or ');
  tell(`${name} (environment): Not an address. Write one or two that begin with ${begins}, or false for none.`);
  return null;
}

/** Names separated by commas; null where it is not set. */
export function environmentList(env: Environment, name: string): readonly string[] | null {
  const written = env[name];
  if (written === undefined || written.trim() === '') return null;
  return written
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
