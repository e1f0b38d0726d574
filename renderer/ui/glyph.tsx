import type { ReactNode } from 'react';
import type { Severity } from '../../electron/core/severity.ts';
import { severityInWords } from './words.ts';

/** The states that are no severity: looked and well, not yet confirmed, unknown or stale, laptop offline, key refused. */
export type StateShape = 'well' | 'watching' | 'unknown' | 'offline' | 'key';

const SHAPES: Readonly<Record<Severity, ReactNode>> = {
  1: <path d="M5.7 1h6.6L17 5.7v6.6L12.3 17H5.7L1 12.3V5.7z" />,
  2: <path d="M9 .8 17.2 9 9 17.2.8 9z" />,
  3: <path d="M9 1.4 17.2 16.2H.8z" />,
  4: <circle cx="9" cy="9" r="8" />,
};

/** Baseline and size of the numeral, where the shape's weight is. */
const NUMERALS: Readonly<Record<Severity, { readonly y: number; readonly size: number }>> = {
  1: { y: 12.7, size: 10.5 },
  2: { y: 12.5, size: 10 },
  3: { y: 14.3, size: 9 },
  4: { y: 12.7, size: 10.5 },
};

interface SeverityGlyphProps {
  readonly severity: Severity;
  /** Filled: nobody owns it. Outline: acknowledged. */
  readonly owned?: boolean;
  /** Grey: explained, pending or last known: it does not count now. */
  readonly quiet?: boolean;
  readonly large?: boolean;
}

/** A severity as shape and numeral; read aloud as words. */
export function SeverityGlyph({ severity, owned = false, quiet = false, large = false }: SeverityGlyphProps) {
  const { y, size } = NUMERALS[severity];
  const className = `glyph sev${severity}${owned ? ' outline' : ''}${quiet ? ' quiet' : ''}${large ? ' large' : ''}`;
  return (
    <svg className={className} viewBox="0 0 18 18" role="img" aria-label={severityInWords(severity)}>
      {owned ? <g transform="translate(9 9) scale(.89) translate(-9 -9)">{SHAPES[severity]}</g> : SHAPES[severity]}
      <text x="9" y={y} textAnchor="middle" fontSize={size} fontWeight="700">
        {severity}
      </text>
    </svg>
  );
}

const STATES: Readonly<Record<StateShape, { readonly words: string; readonly shape: ReactNode }>> = {
  well: {
    words: 'Well',
    shape: (
      <>
        <circle cx="9" cy="9" r="7.2" />
        <path d="m5.6 9.3 2.4 2.4 4.5-5.1" />
      </>
    ),
  },
  watching: {
    words: 'Bad, not confirmed yet',
    shape: (
      <>
        <circle cx="9" cy="9" r="7.2" />
        <path d="M5.6 9h.01M9 9h.01M12.4 9h.01" strokeLinecap="round" strokeWidth="2.2" />
      </>
    ),
  },
  unknown: {
    words: 'Unknown',
    shape: (
      <>
        <circle cx="9" cy="9" r="7.2" strokeDasharray="2.6 1.92" />
        <path d="M6.9 7.2a2.1 2.1 0 1 1 3 1.9c-.6.3-.9.7-.9 1.4m0 1.9v.2" />
      </>
    ),
  },
  offline: {
    words: 'This machine is offline',
    shape: (
      <>
        <circle cx="9" cy="9" r="7.2" />
        <path d="M4 14 14 4" />
      </>
    ),
  },
  key: {
    words: 'Our credentials were refused',
    shape: (
      <>
        <circle cx="5.6" cy="9" r="3.6" />
        <path d="M9.2 9H17m-2.6 0v3.2M11.8 9v2.2" />
      </>
    ),
  },
};

/** A state that is no severity, as a ring; read aloud as words. */
export function StateGlyph({ state, large = false }: { readonly state: StateShape; readonly large?: boolean }) {
  const { words, shape } = STATES[state];
  return (
    <svg className={`glyph ring ${state}${large ? ' large' : ''}`} viewBox="0 0 18 18" role="img" aria-label={words}>
      {shape}
    </svg>
  );
}
