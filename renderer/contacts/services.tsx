import type { Channel, Vendor } from '../../electron/core/playbook/model.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { Chat, Email } from './reach.tsx';

/** Services of others: where they help, and where they say how they are. */
export function Vendors({ vendors }: { readonly vendors: readonly Vendor[] }) {
  const verbs = useVerbs();
  if (vendors.length === 0) return null;
  return (
    <section aria-labelledby="vendors-title">
      <h2 id="vendors-title">External services</h2>
      <ul className="panel rows">
        {vendors.map(({ service, supportUrl, statusUrl, line }) => (
          <li key={line} className="vendor">
            <span>{service}</span>
            <span>
              {supportUrl !== null && (
                <Button
                  kind="quiet"
                  label={`${service}: support at ${hostOf(supportUrl)}`}
                  onPress={() => verbs.open(supportUrl)}
                >
                  Support
                </Button>
              )}
              {statusUrl !== null && (
                <Button
                  kind="quiet"
                  label={`${service}: status at ${hostOf(statusUrl)}`}
                  onPress={() => verbs.open(statusUrl)}
                >
                  Status
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where people talk. */
export function Channels({ channels }: { readonly channels: readonly Channel[] }) {
  if (channels.length === 0) return null;
  return (
    <section aria-labelledby="channels-title">
      <h2 id="channels-title">Channels</h2>
      <ul className="panel rows">
        {channels.map(({ kind, value, note, url, line }) => (
          <li key={line} className="channel">
            <span className="dim">{kind}</span>
            {/^[^\s@]+@[^\s@]+$/.test(value) ? (
              <Email address={value} who={kind} />
            ) : (
              <Chat text={value} href={url ?? linkOf(kind, value)} who={kind} />
            )}
            {note !== '' && <small>{note}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A status page may be written without its scheme. */
function linkOf(kind: string, value: string): string {
  return /page/i.test(kind) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/\S*)?$/i.test(value) ? `https://${value}` : value;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
