// stands in: electron/desktop
// expects: Desktop imports core and the contract
export * from '../runtime/engine.ts';
