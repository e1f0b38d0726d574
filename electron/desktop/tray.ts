import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, type NativeImage, nativeImage, Tray } from 'electron';
import { allIcons, iconFile } from '../core/tray/icon.ts';
import type { MenuEntry, TrayAction } from '../core/tray/menu.ts';
import type { TrayView } from '../core/tray/view.ts';
import type { SessionBus } from './bus.ts';

export interface TrayParts {
  readonly platform: NodeJS.Platform;
  /** Where the generated pictures are: `NAME.png` with `NAME@2x.png`, or `NAME.ico`. */
  readonly iconFolder: string;
  /** The session bus on Linux, else null. */
  readonly bus: SessionBus | null;
  readonly onAction: (action: TrayAction) => void;
  /** The icon itself was clicked. */
  readonly onClick: () => void;
}

export interface AppTray {
  /**
   * Settles when the panel has had the time to ask for the icon and show it. Its questions are answered on the main
   * thread: whoever blocks that thread before delays the icon.
   */
  readonly taken: Promise<void>;
  /** Shows the newest view; what has not changed is not touched. */
  show(view: TrayView): void;
  /** Why no icon can be seen: nothing on this desktop shows tray icons. Null when one can. */
  hiddenBecause(): Promise<string | null>;
  close(): void;
}

/** The desktop's list of tray icons (StatusNotifierItem). */
const WATCHER = 'org.kde.StatusNotifierWatcher';
/** How long a panel on Linux takes to ask for an icon and show it, ms. Elsewhere it stands at once. */
const TAKEN_WITHIN_MS = 60;
/** Hosts redraw at every change and lose fast ones, so there is one at most in this many ms. */
const IMAGE_EVERY_MS = 200;
/** Windows' limit for a tooltip, in characters. */
const WINDOWS_TOOLTIP = 127;

/** Puts the icon up with its first view. */
export function createTray(parts: TrayParts, first: TrayView): AppTray {
  const { platform, bus } = parts;
  const images = new Map<string, NativeImage>();
  let view = first;
  let shown = { icon: '', tooltip: '', menu: '' };
  let imageAtMs = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | null = null;
  let tray = put();
  const taken = new Promise<void>((resolve) => setTimeout(resolve, platform === 'linux' ? TAKEN_WITHIN_MS : 0));

  function put(): Tray {
    const icon = iconFile(view.icon);
    const made = new Tray(image(icon));
    made.on('click', parts.onClick);
    shown = { icon, tooltip: '', menu: '' };
    imageAtMs = performance.now();
    return made;
  }

  function image(name: string): NativeImage {
    let found = images.get(name);
    if (found === undefined) {
      found = nativeImage.createFromPath(join(parts.iconFolder, `${name}.${platform === 'win32' ? 'ico' : 'png'}`));
      images.set(name, found);
    }
    return found;
  }

  function render(): void {
    const icon = iconFile(view.icon);
    if (icon !== shown.icon) renderImage(icon);
    if (view.tooltip !== shown.tooltip) {
      tray.setToolTip(platform === 'win32' ? view.tooltip.slice(0, WINDOWS_TOOLTIP) : view.tooltip);
      shown = { ...shown, tooltip: view.tooltip };
    }
    const menu = JSON.stringify(view.menu);
    if (menu !== shown.menu) {
      tray.setContextMenu(Menu.buildFromTemplate(view.menu.map(template)));
      shown = { ...shown, menu };
    }
  }

  function renderImage(icon: string): void {
    const waitMs = imageAtMs + IMAGE_EVERY_MS - performance.now();
    if (waitMs > 0) {
      later ??= setTimeout(() => {
        later = null;
        render();
      }, waitMs);
      return;
    }
    tray.setImage(image(icon));
    imageAtMs = performance.now();
    shown = { ...shown, icon };
  }

  function template(entry: MenuEntry): MenuItemConstructorOptions {
    switch (entry.kind) {
      case 'separator':
        return { type: 'separator' };
      case 'label':
        return { label: escaped(entry.label), enabled: false };
      case 'action':
        return { label: escaped(entry.label), click: () => parts.onAction(entry.action) };
      case 'submenu':
        return { label: escaped(entry.label), submenu: entry.entries.map(template) };
    }
  }

  /**
   * Electron tells a panel that restarts of its icon, but one put up before there was any panel went the old way
   * (XEmbed) and stays there. Put up anew only then: a host may keep an empty place for the icon that went.
   */
  async function followWatcher(on: SessionBus): Promise<void> {
    let missed = false;
    await taken;
    on.watchOwner(WATCHER, (owned) => {
      if (!owned || !missed) return;
      missed = false;
      tray.destroy();
      tray = put();
      render();
    });
    missed = !(await on.hasOwner(WATCHER));
  }

  if (bus !== null) followWatcher(bus).catch(() => undefined);
  preload(allIcons().map(iconFile), image);
  render();

  return {
    taken,
    show: (next) => {
      view = next;
      render();
    },
    hiddenBecause: async () => {
      if (bus === null) return null;
      const watched = await bus.hasOwner(WATCHER).catch(() => false);
      return watched ? null : 'This desktop shows no tray icons (on GNOME, the AppIndicator extension adds them)';
    },
    close: () => {
      if (later !== null) clearTimeout(later);
      tray.destroy();
    },
  };
}

/** Reads every picture soon, a few at a time: at night the disk may be full or the folder gone. */
function preload(names: readonly string[], load: (name: string) => void): void {
  const [...rest] = names;
  const next = () => {
    for (const name of rest.splice(0, 8)) load(name);
    if (rest.length > 0) setTimeout(next, 20).unref();
  };
  setTimeout(next, 1000).unref();
}

/** An ampersand would mark the next letter as a key. */
function escaped(label: string): string {
  return label.replaceAll('&', '&&');
}
