// stands in: electron/core
// expects: Core reads no clock and no dice
export const jitter = () => Math.random();
