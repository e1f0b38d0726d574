import { SEVERITIES, type Severity } from '../severity.ts';
import type { Light } from '../snapshot.ts';

/** What the picture in the tray says: its shape first, then the two marks that may lie on any shape. */
export type TrayIcon = TraySymbol & {
  /** A dot: notices are muted or it is quiet time. */
  readonly muted: boolean;
  /** A striped plate behind: TRAINING or DRILL, not production. */
  readonly stripes: boolean;
};

export type TraySymbol =
  | { readonly shape: 'well' }
  | { readonly shape: 'key' }
  /** `last` is the last known severity, drawn small and grey; null where all was well or nothing was known. */
  | { readonly shape: 'unknown' | 'offline'; readonly last: Severity | null }
  | { readonly shape: 'severity'; readonly severity: Severity; readonly fill: 'solid' }
  | AcknowledgedSymbol;

/** Owned by someone. `corner` is a lower severity that is nobody's; a solid shape needs none, it calls already. */
export type AcknowledgedSymbol = { readonly shape: 'severity'; readonly fill: 'outline' } & (
  | { readonly severity: 1; readonly corner: 2 | 3 | 4 | null }
  | { readonly severity: 2; readonly corner: 3 | 4 | null }
  | { readonly severity: 3; readonly corner: 4 | null }
  | { readonly severity: 4; readonly corner: null }
);

const LAST_KNOWN: readonly (Severity | null)[] = [null, ...SEVERITIES];

/** Every symbol once, the calm ones first. */
export const SYMBOLS: readonly TraySymbol[] = [
  { shape: 'well' },
  { shape: 'key' },
  ...LAST_KNOWN.map((last): TraySymbol => ({ shape: 'unknown', last })),
  ...LAST_KNOWN.map((last): TraySymbol => ({ shape: 'offline', last })),
  ...SEVERITIES.map((severity): TraySymbol => ({ shape: 'severity', severity, fill: 'solid' })),
  ...SEVERITIES.flatMap((severity) => [
    acknowledged(severity, null),
    ...SEVERITIES.filter((corner) => corner > severity).map((corner) => acknowledged(severity, corner)),
  ]),
];

/** The picture for a light. An alarm without a severity is drawn as unknown: never green, never a guessed numeral. */
export function trayIcon(
  light: Pick<Light, 'state' | 'severity' | 'owned' | 'corner' | 'muted'>,
  stripes: boolean,
): TrayIcon {
  return { ...symbolOf(light), muted: light.muted, stripes };
}

function symbolOf({
  state,
  severity,
  owned,
  corner,
}: Pick<Light, 'state' | 'severity' | 'owned' | 'corner'>): TraySymbol {
  switch (state) {
    case 'well':
    case 'key':
      return { shape: state };
    case 'unknown':
    case 'offline':
      return { shape: state, last: severity };
    case 'alarm':
      if (severity === null) return { shape: 'unknown', last: null };
      return owned ? acknowledged(severity, corner) : { shape: 'severity', severity, fill: 'solid' };
  }
}

/** A corner that is not lower than the severity itself says nothing and is left out. */
function acknowledged(severity: Severity, corner: Severity | null): AcknowledgedSymbol {
  switch (severity) {
    case 1:
      return { shape: 'severity', fill: 'outline', severity, corner: corner === 1 ? null : corner };
    case 2:
      return { shape: 'severity', fill: 'outline', severity, corner: corner === 3 || corner === 4 ? corner : null };
    case 3:
      return { shape: 'severity', fill: 'outline', severity, corner: corner === 4 ? corner : null };
    case 4:
      return { shape: 'severity', fill: 'outline', severity, corner: null };
  }
}

/** The picture's file name without folder and ending: `sev1-outline-corner3-muted`. Different pictures, different names. */
export function iconFile(icon: TrayIcon): string {
  return `${symbolName(icon)}${icon.muted ? '-muted' : ''}${icon.stripes ? '-training' : ''}`;
}

function symbolName(symbol: TraySymbol): string {
  switch (symbol.shape) {
    case 'well':
    case 'key':
      return symbol.shape;
    case 'unknown':
    case 'offline':
      return symbol.last === null ? symbol.shape : `${symbol.shape}-last${symbol.last}`;
    case 'severity': {
      const name = `sev${symbol.severity}-${symbol.fill}`;
      return symbol.fill === 'outline' && symbol.corner !== null ? `${name}-corner${symbol.corner}` : name;
    }
  }
}

/** Every picture there is, each exactly once: 26 symbols, muted or not, striped or not. */
export function allIcons(): TrayIcon[] {
  return SYMBOLS.flatMap((symbol) => [
    { ...symbol, muted: false, stripes: false },
    { ...symbol, muted: true, stripes: false },
    { ...symbol, muted: false, stripes: true },
    { ...symbol, muted: true, stripes: true },
  ]);
}
