// stands in: electron/sources
// expects: Sources import core only.
export * from '../store/database.ts';
