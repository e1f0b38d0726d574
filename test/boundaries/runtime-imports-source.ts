// stands in: electron/runtime
// expects: The runtime knows core and its ports
export * from '../sources/health.ts';
