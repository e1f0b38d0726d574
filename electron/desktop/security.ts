import { type App, type Session, shell } from 'electron';
import { OUR_ORIGIN } from '../ipc/origin.ts';
import { checkLink, type LinkCheck } from './links.ts';

/** Shuts the session: no request but for our own page's files, no permission, no device, no download. */
export function secureSession(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowed(url) }));
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // Would fetch dictionaries.
  session.setSpellCheckerEnabled(false);
}

/** No page of the app goes anywhere, opens anything, or holds another page. */
export function secureContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** Opens a link in the browser, if it is one that may be opened. Rejects when the system cannot. */
export async function openLink(text: string, allowHttp = false): Promise<LinkCheck> {
  const check = checkLink(text, allowHttp);
  if (check.ok) await shell.openExternal(check.url);
  return check;
}

function isAllowed(url: string): boolean {
  // The developer tools' own pages; packaged, they cannot be opened.
  return url.startsWith(`${OUR_ORIGIN}/`) || url.startsWith('devtools://devtools/');
}
