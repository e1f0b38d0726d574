// stands in: electron/core
// expects: TS2304
export const later = (run: () => void) => setTimeout(run, 1000);
