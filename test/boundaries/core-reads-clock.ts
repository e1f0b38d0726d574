// stands in: electron/core
// expects: Core reads no clock and no dice
export const ageMs = (since: number) => Date.now() - since;
