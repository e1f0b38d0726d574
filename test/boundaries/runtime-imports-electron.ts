// stands in: electron/runtime
// expects: Only electron/desktop, preload.ts and main.ts import electron.
export {app} from 'electron';
