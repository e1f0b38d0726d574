// stands in: electron/cli
// expects: A command line has no window.
export * from '../desktop/tray.ts';
