// stands in: electron/core
// expects: Core imports nothing but core.
export * from '../sources/health.ts';
