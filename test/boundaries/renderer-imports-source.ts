// stands in: renderer/now
// expects: The window knows the contract and core
export * from '../../electron/sources/health.ts';
