import type { CodeBlock, CommandClass } from '../../electron/core/playbook/model.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from './button.tsx';

const CLASS_WORDS: Readonly<Record<CommandClass, string>> = {
  read: 'only reads',
  change: 'changes production',
  destroy: 'destroys data',
  unknown: 'read before running',
};

const PLACEHOLDER = /(<[a-z][\w-]*>|\$\{?[A-Z][A-Z0-9_]*\}?)/g;

interface CodeBlockProps {
  readonly block: CodeBlock;
  /** Whether `C` copies this one now. */
  readonly copiedByKey?: boolean;
}

/** A command to copy, never run: its language, what running it would do, and what is still to be filled in. */
export function CodeSnippet({ block, copiedByKey = false }: CodeBlockProps) {
  const verbs = useVerbs();
  const { language, text, commandClass } = block;
  return (
    <figure className={`snippet ${commandClass}`}>
      <pre>
        <code>
          {text.split(PLACEHOLDER).map((piece, index) =>
            index % 2 === 1 ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never move
              <span key={index} className="placeholder">
                {piece}
              </span>
            ) : (
              piece
            ),
          )}
        </code>
      </pre>
      <figcaption>
        <span className="class">{CLASS_WORDS[commandClass]}</span>
        {language !== null && <span>{language}</span>}
        <Button
          kind="quiet"
          label={`Copy ${language ?? 'text'}: ${firstLine(text)}`}
          onPress={() => verbs.copy(text, firstLine(text))}
          {...(copiedByKey ? { keys: 'c' } : {})}
        >
          Copy
        </Button>
      </figcaption>
    </figure>
  );
}

export function firstLine(text: string): string {
  const [line = '', ...rest] = text.trim().split('\n');
  return rest.length === 0 ? line : `${line} …`;
}
