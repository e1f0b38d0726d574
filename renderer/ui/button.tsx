import type { ReactNode } from 'react';
import { keyName } from './key-name.ts';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress: () => unknown;
  /** The key that does the same, as in an action. */
  readonly keys?: string;
  readonly kind?: 'primary' | 'plain' | 'quiet';
  /** While its command is on its way: it stays focusable and does nothing. */
  readonly busy?: boolean;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
}

export function Button({
  children,
  onPress,
  keys,
  kind = 'plain',
  busy = false,
  label,
  pressed,
  expanded,
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${kind}`}
      aria-disabled={busy || undefined}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-keyshortcuts={keys === undefined ? undefined : keyName(keys, 'aria')}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      {children}
      {keys !== undefined && <span className="cap" data-key={keyName(keys)} aria-hidden="true" />}
    </button>
  );
}
