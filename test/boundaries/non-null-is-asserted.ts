// stands in: electron/store
// expects: noNonNullAssertion
export const first = (rows: string[]) => rows[0]!;
