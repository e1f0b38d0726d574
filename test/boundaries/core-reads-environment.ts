// stands in: electron/core
// expects: TS2591
export const home = () => process.env.HOME;
