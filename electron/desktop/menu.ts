import { Menu } from 'electron';

/** macOS takes copy, paste, close and quit from the menu bar; elsewhere the page and the tray have all there is. */
export function setApplicationMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
