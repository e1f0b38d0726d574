import { telNumber } from '../../electron/core/contacts/phone.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';

/** Addresses that a `mailto:` link carries without any encoding. */
const PLAIN_ADDRESS = /^[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$/;

/** A number to call, and to copy; what is no number can only be copied. */
export function Phone({ text, who }: { readonly text: string; readonly who: string }) {
  const verbs = useVerbs();
  const number = telNumber(text);
  return (
    <span className="reach">
      <span className="reach-text">{text}</span>
      {number !== null && (
        <Button kind="quiet" label={`Call ${who}, ${text}`} onPress={() => verbs.open(`tel:${number}`)}>
          Call
        </Button>
      )}
      <Button kind="quiet" label={`Copy ${who}’s number ${text}`} onPress={() => verbs.copy(text, text)}>
        Copy
      </Button>
    </span>
  );
}

export function Email({ address, who }: { readonly address: string; readonly who: string }) {
  const verbs = useVerbs();
  return (
    <span className="reach">
      <span className="reach-text">{address}</span>
      {PLAIN_ADDRESS.test(address) && (
        <Button kind="quiet" label={`Write to ${who}, ${address}`} onPress={() => verbs.open(`mailto:${address}`)}>
          Write
        </Button>
      )}
      <Button kind="quiet" label={`Copy ${who}’s address ${address}`} onPress={() => verbs.copy(address, address)}>
        Copy
      </Button>
    </span>
  );
}

/** A handle to copy; with an address, to open too. */
export function Chat({
  text,
  who,
  href = text,
}: {
  readonly text: string;
  readonly who: string;
  readonly href?: string;
}) {
  const verbs = useVerbs();
  return (
    <span className="reach">
      <span className="reach-text">{text}</span>
      {href.startsWith('https://') && (
        <Button kind="quiet" label={`Open ${who}, ${href}`} onPress={() => verbs.open(href)}>
          Open
        </Button>
      )}
      <Button kind="quiet" label={`Copy ${who}, ${text}`} onPress={() => verbs.copy(text, text)}>
        Copy
      </Button>
    </span>
  );
}
