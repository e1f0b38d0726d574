import type { Inline } from '../../electron/core/playbook/model.ts';
import { useVerbs } from '../store/verbs.ts';

/** A document's words as React elements: code, emphasis, and links that say where they really lead. */
export function Words({ parts }: { readonly parts: readonly Inline[] }) {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of a document never move
    <Word key={index} part={part} />
  ));
}

function Word({ part }: { readonly part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'strong':
      return (
        <strong>
          <Words parts={part.children} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <Words parts={part.children} />
        </em>
      );
    case 'break':
      return <br />;
    case 'link':
      return <OutLink {...part} />;
  }
}

function OutLink({ href, host, children }: Extract<Inline, { kind: 'link' }>) {
  const verbs = useVerbs();
  const saysHost = children.some((child) => child.kind === 'text' && child.text.includes(host));
  return (
    <a
      href={href}
      onClick={(event) => {
        // The window goes nowhere: main opens the browser, after its own checks.
        event.preventDefault();
        void verbs.open(href);
      }}
    >
      <Words parts={children} />
      {!saysHost && <span className="host"> ({host})</span>}
    </a>
  );
}
