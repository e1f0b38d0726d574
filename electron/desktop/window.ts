import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { app, BrowserWindow, nativeTheme, type Rectangle, screen, type WebContents } from 'electron';
import { OUR_ORIGIN } from '../ipc/origin.ts';
import { fitBounds, MINIMUM, parseBounds } from './bounds.ts';

export interface WindowParts {
  readonly preload: string;
  /** Where the window's last place is kept; a JSON file. */
  readonly boundsFile: string;
  readonly icon?: string;
  /** The page's background, so that nothing flashes before its first paint: token `--bg`. */
  readonly background: { readonly light: string; readonly dark: string };
  readonly devTools: boolean;
  /** The page's process died; the window is gone, and is made anew when it stood open. */
  readonly onCrash: (reason: string) => void;
}

/** The one window: destroyed when closed, made anew on demand. */
export interface AppWindow {
  /** Brings the window to the front, making it if need be. */
  open(): void;
  /** As `open`, and calls for attention. Settles when it is visible; rejects when it is not within 10 s. */
  raise(): Promise<void>;
  /** What to send pushes to; null while there is no window. */
  contents(): WebContents | null;
}

const VISIBLE_WITHIN_MS = 10_000;
/** A page that dies again so soon is left closed. */
const CRASH_AGAIN_MS = 10_000;

/** Makes nothing yet: the first `open` does. Call it when the app is ready. */
export async function createWindow(parts: WindowParts): Promise<AppWindow> {
  let current: BrowserWindow | null = null;
  let bounds = parseBounds(await readFile(parts.boundsFile, 'utf8').catch(() => ''));
  let crashedAtMs = Number.NEGATIVE_INFINITY;

  function make(): BrowserWindow {
    const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const window = new BrowserWindow({
      ...fitBounds(bounds, workAreas),
      minWidth: MINIMUM.width,
      minHeight: MINIMUM.height,
      show: false,
      title: 'Sevlight',
      backgroundColor: nativeTheme.shouldUseDarkColors ? parts.background.dark : parts.background.light,
      ...(parts.icon === undefined ? {} : { icon: parts.icon }),
      autoHideMenuBar: true,
      webPreferences: {
        preload: parts.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
        devTools: parts.devTools,
      },
    });
    window.once('ready-to-show', () => window.show());
    window.on('close', () => remember(window.getNormalBounds()));
    window.on('closed', () => {
      if (current === window) current = null;
    });
    window.on('focus', () => window.flashFrame(false));
    window.webContents.on('render-process-gone', (_event, { reason }) => recover(window, reason));
    void window.loadURL(`${OUR_ORIGIN}/index.html`).catch((error: unknown) => parts.onCrash(String(error)));
    return window;
  }

  function remember(place: Rectangle): void {
    bounds = place;
    void save(parts.boundsFile, place).catch(() => undefined);
  }

  function recover(window: BrowserWindow, reason: string): void {
    if (reason === 'clean-exit') return;
    const again = performance.now() - crashedAtMs < CRASH_AGAIN_MS;
    crashedAtMs = performance.now();
    window.destroy();
    parts.onCrash(reason);
    if (!again) open();
  }

  function open(): BrowserWindow {
    current ??= make();
    if (current.isMinimized()) current.restore();
    // A new window shows itself when its first frame is painted.
    if (current.isVisible()) current.focus();
    return current;
  }

  return {
    open: () => void open(),
    raise: async () => {
      const window = open();
      await visible(window);
      window.show();
      window.moveTop();
      app.focus({ steal: true });
      if (!window.isFocused()) window.flashFrame(true);
    },
    contents: () => current?.webContents ?? null,
  };
}

function visible(window: BrowserWindow): Promise<void> {
  if (window.isVisible()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The window did not show within ${VISIBLE_WITHIN_MS / 1000} s`)),
      VISIBLE_WITHIN_MS,
    );
    window.once('show', () => {
      clearTimeout(timer);
      resolve();
    });
    window.once('closed', () => {
      clearTimeout(timer);
      reject(new Error('The window was closed'));
    });
  });
}

/** Written beside and renamed, so that a crash leaves the old file or the new one. */
async function save(file: string, place: Rectangle): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(place));
  await rename(`${file}.new`, file);
}
