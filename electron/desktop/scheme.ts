import { protocol, type Session } from 'electron';
import { OUR_ORIGIN } from '../ipc/origin.ts';
import { createAssetHandler } from './assets.ts';

const SCHEME = 'app';

/** Gives `app:` an origin of its own and cached code. Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, codeCache: true } },
  ]);
}

/** Serves the built page from `folder`, and nothing else. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, createAssetHandler(folder, OUR_ORIGIN));
}
