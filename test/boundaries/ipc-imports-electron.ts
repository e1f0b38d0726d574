// stands in: electron/ipc
// expects: Only electron/desktop, preload.ts and main.ts import electron.
export {ipcMain} from 'electron';
