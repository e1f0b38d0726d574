// stands in: electron/core
// expects: Do not use the global variable performance
export const uptimeMs = () => performance.now();
