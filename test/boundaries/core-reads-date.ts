// stands in: electron/core
// expects: Core reads no clock and no dice
export const today = () => new Date().toISOString();
