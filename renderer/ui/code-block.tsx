import { useState } from 'react';
import { filled, filledPieces, type Placeholders } from '../../electron/core/evidence/placeholders.ts';
import type { CodeBlock, CommandClass } from '../../electron/core/playbook/model.ts';
import { useWindow } from '../store/context.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from './button.tsx';
import { SnippetDialog } from './snippet-dialog.tsx';

const CLASS_WORDS: Readonly<Record<CommandClass, string>> = {
  read: 'only reads',
  change: 'changes production',
  destroy: 'destroys data',
  unknown: 'read before running',
};

const PIECES = { filled: 'filled', blank: 'placeholder', secret: 'variable' } as const;
const NONE: Placeholders = {};

interface CodeBlockProps {
  readonly block: CodeBlock;
  /** What the incident knows of the command's blanks. */
  readonly placeholders?: Placeholders;
  /** Whether `C` copies this one now. */
  readonly copiedByKey?: boolean;
}

/** A command to copy, never run: what running it would do, its blanks filled as far as they are known. */
export function CodeSnippet({ block, placeholders = NONE, copiedByKey = false }: CodeBlockProps) {
  const verbs = useVerbs();
  const environment = useWindow((state) => state.snapshot?.environment ?? '');
  const [confirming, setConfirming] = useState(false);
  const { language, text, commandClass } = block;
  const command = filled(text, placeholders);
  const copy = (): void => void verbs.copy(command, firstLine(command));
  return (
    <figure className={`snippet ${commandClass}`} data-key-copies={copiedByKey || undefined}>
      <pre>
        <code>
          {filledPieces(text, placeholders).map((piece, index) =>
            piece.kind === 'text' ? (
              piece.text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never move
              <span key={index} className={PIECES[piece.kind]}>
                {piece.text}
              </span>
            ),
          )}
        </code>
      </pre>
      <figcaption>
        <span className="class">{CLASS_WORDS[commandClass]}</span>
        {language !== null && <span>{language}</span>}
        <Button
          kind="quiet"
          label={`Copy ${language ?? 'text'}: ${firstLine(command)}`}
          onPress={() => (commandClass === 'destroy' ? setConfirming(true) : copy())}
          {...(copiedByKey ? { keys: 'c' } : {})}
        >
          {commandClass === 'destroy' ? 'Copy…' : 'Copy'}
        </Button>
      </figcaption>
      {confirming && (
        <SnippetDialog
          command={command}
          environment={environment}
          onConfirm={() => {
            setConfirming(false);
            copy();
          }}
          onClose={() => setConfirming(false)}
        />
      )}
    </figure>
  );
}

export function firstLine(text: string): string {
  const [line = '', ...rest] = text.trim().split('\n');
  return rest.length === 0 ? line : `${line} …`;
}
