/** 1 is the worst. The numeral is what tray, notice and window show. */
export type Severity = 1 | 2 | 3 | 4;

export const SEVERITIES: readonly Severity[] = [1, 2, 3, 4];

export function severityLabel(severity: Severity): `SEV${Severity}` {
  return `SEV${severity}`;
}

/** The worse (numerically lower) of the two; a missing one never wins. */
export function worse(a: Severity | null, b: Severity | null): Severity | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}
