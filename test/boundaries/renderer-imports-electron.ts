// stands in: renderer/now
// expects: Only electron/desktop, preload.ts and main.ts import electron.
export {ipcRenderer} from 'electron';
