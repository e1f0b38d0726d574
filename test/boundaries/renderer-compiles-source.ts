// stands in: renderer/now
// expects: TS6307
export * from '../../electron/sources/health.ts';
