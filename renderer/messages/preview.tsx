import { BLANK } from '../ui/blanks.ts';

interface PreviewProps {
  readonly text: string;
  /** The template's own, where they are not between braces. */
  readonly blanks: readonly string[];
}

/** As it will be read, its blanks marked. */
export function Preview({ text, blanks }: PreviewProps) {
  const pieces = text.split(pattern(blanks));
  return (
    <section className="preview" aria-label="Preview">
      {pieces.map((piece, index) =>
        // Splitting by one group gives words and blanks in turn.
        index % 2 === 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
          <span key={index}>{piece}</span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name
          <mark key={index}>{piece}</mark>
        ),
      )}
    </section>
  );
}

function pattern(blanks: readonly string[]): RegExp {
  const named = blanks.map((blank) => blank.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(${[...named, BLANK.source].join('|')})`, 'u');
}
