// stands in: electron/store
// expects: Only electron/desktop, preload.ts and main.ts import electron.
import {app} from 'electron';

export const folder = () => app.getPath('userData');
