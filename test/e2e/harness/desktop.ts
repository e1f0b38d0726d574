import { execFileSync } from 'node:child_process';
import { SessionBus } from '../../../scripts/desktop/bus.ts';
import { startDesktopHost } from '../../../scripts/desktop/host.ts';
import {
  activate,
  clickEntry,
  type MenuEntry,
  type TrayItem,
  trayItems,
  trayMenu,
} from '../../../scripts/desktop/tray.ts';
import { eventually } from './eventually.ts';
import { Notices } from './notices.ts';

/** The desktop the app runs on: a real tray host and a real notification daemon, worked as a person would. */
export type Desktop = {
  readonly bus: SessionBus;
  readonly notices: Notices;
  readonly trayItems: () => Promise<readonly TrayItem[]>;
  /** The only registered item, waiting for it. */
  readonly trayItem: () => Promise<TrayItem>;
  /** Waits until the item's tooltip matches. */
  readonly trayTooltip: (like: RegExp, timeoutMs?: number) => Promise<TrayItem>;
  readonly activateTray: () => Promise<void>;
  readonly trayMenu: () => Promise<readonly MenuEntry[]>;
  /** Clicks the entry with this label, at any depth; rejects when it is not there or is disabled. */
  readonly clickMenu: (label: string | RegExp) => Promise<void>;
  /** Writes a picture of the whole screen. */
  readonly screenshot: (file: string) => void;
  readonly stop: () => Promise<void>;
};

export async function startDesktop(): Promise<Desktop> {
  const { HOME: home, DISPLAY: display } = process.env;
  if (home === undefined || display === undefined) throw new Error('no display: run the end-to-end tests by npm test');
  const host = await startDesktopHost(home);
  const bus = await SessionBus.connect();
  const notices = await Notices.listen(bus);

  const trayItem = () =>
    eventually(async () => {
      const items = await trayItems(bus);
      return items.length === 1 ? items[0] : undefined;
    }, 'exactly one tray item');
  const menu = async () => trayMenu(bus, await trayItem());
  return {
    bus,
    notices,
    trayItems: () => trayItems(bus),
    trayItem,
    trayTooltip: (like, timeoutMs) => {
      let last = '';
      return eventually(
        async () => {
          const item = (await trayItems(bus))[0];
          last = item?.tooltip ?? 'no item';
          return item !== undefined && like.test(item.tooltip) ? item : undefined;
        },
        `a tooltip like ${like}`,
        timeoutMs,
        () => last,
      );
    },
    activateTray: async () => activate(bus, await trayItem()),
    trayMenu: menu,
    clickMenu: async (label) => {
      const entries = (await menu()).flatMap(flatten);
      const entry = entries.find((each) => (typeof label === 'string' ? each.label === label : label.test(each.label)));
      if (entry === undefined)
        throw new Error(`no menu entry ${label} among ${entries.map((each) => each.label).join(' | ')}`);
      if (!entry.enabled) throw new Error(`the menu entry ${entry.label} is disabled`);
      await clickEntry(bus, await trayItem(), entry);
    },
    screenshot: (file) => {
      execFileSync('scrot', ['-o', file]);
    },
    stop: async () => {
      notices.stop();
      bus.close();
      await host.stop();
    },
  };
}

function flatten(entry: MenuEntry): readonly MenuEntry[] {
  return [entry, ...entry.children.flatMap(flatten)];
}
