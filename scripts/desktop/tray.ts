import { type Address, type BusValue, type SessionBus, variant } from './bus.ts';

/** What a tray host knows of one registered item. */
export type TrayItem = {
  readonly address: Address;
  readonly id: string;
  readonly title: string;
  readonly tooltip: string;
  readonly status: string;
  /** The largest image: width and height in pixels, bytes as ARGB in network order. */
  readonly icon: { readonly width: number; readonly height: number; readonly argb: Buffer } | null;
  readonly menu: Address | null;
};

export type MenuEntry = {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly separator: boolean;
  readonly checked: boolean;
  readonly children: readonly MenuEntry[];
};

const WATCHER: Address = ['org.kde.StatusNotifierWatcher', '/StatusNotifierWatcher', 'org.kde.StatusNotifierWatcher'];

/** Every item registered with the tray host at this moment; one that leaves meanwhile is left out. */
export async function trayItems(bus: SessionBus): Promise<readonly TrayItem[]> {
  const names = await bus.property(WATCHER, 'RegisteredStatusNotifierItems');
  if (!Array.isArray(names)) return [];
  const items = await Promise.all(names.map((name) => readItem(bus, String(name)).catch(() => undefined)));
  return items.filter((item) => item !== undefined);
}

/** The host's click with the main button. */
export async function activate(bus: SessionBus, item: TrayItem): Promise<void> {
  await bus.call(item.address, 'Activate', 'ii', 5, 6);
}

/** The item's menu as the host would draw it, submenus included. */
export async function trayMenu(bus: SessionBus, item: TrayItem): Promise<readonly MenuEntry[]> {
  const menu = menuOf(item);
  await bus.call(menu, 'AboutToShow', 'i', 0).catch(() => undefined); // optional in the protocol
  const [, layout] = await bus.callForAll(menu, 'GetLayout', 'iias', 0, -1, []);
  return toEntry(layout).children;
}

/** Clicks an entry found by `trayMenu`. */
export async function clickEntry(bus: SessionBus, item: TrayItem, entry: MenuEntry): Promise<void> {
  await bus.call(menuOf(item), 'Event', 'isvu', entry.id, 'clicked', variant('i', 0), 0);
}

function menuOf(item: TrayItem): Address {
  if (item.menu === null) throw new Error(`the tray item "${item.title}" has no menu`);
  return item.menu;
}

/** @param name `:1.7/org/ayatana/NotificationItem/x`, or `:1.7` alone for the standard path */
async function readItem(bus: SessionBus, name: string): Promise<TrayItem> {
  const slash = name.indexOf('/');
  const destination = slash === -1 ? name : name.slice(0, slash);
  const path = slash === -1 ? '/StatusNotifierItem' : name.slice(slash);
  const address: Address = [destination, path, 'org.kde.StatusNotifierItem'];
  const properties = await bus.properties(address);
  return {
    address,
    id: String(properties.Id ?? ''),
    title: String(properties.Title ?? ''),
    tooltip: tooltipOf(properties.ToolTip),
    status: String(properties.Status ?? ''),
    icon: iconOf(properties.IconPixmap),
    menu: typeof properties.Menu === 'string' ? [destination, properties.Menu, 'com.canonical.dbusmenu'] : null,
  };
}

/** `(sa(iiay)ss)`: icon name, pixmaps, title, text. */
function tooltipOf(value: BusValue): string {
  if (!Array.isArray(value)) return '';
  return [value[2], value[3]].filter((part) => typeof part === 'string' && part !== '').join('\n');
}

/** `a(iiay)` */
function iconOf(value: BusValue): TrayItem['icon'] {
  if (!Array.isArray(value)) return null;
  const pixmaps = value.flatMap((entry: unknown) => {
    if (!Array.isArray(entry)) return [];
    const [width, height, argb] = entry;
    return typeof width === 'number' && typeof height === 'number' && Buffer.isBuffer(argb)
      ? [{ width, height, argb }]
      : [];
  });
  return pixmaps.sort((a, b) => b.width - a.width)[0] ?? null;
}

/** `(ia{sv}av)`: id, properties, children. */
function toEntry(value: BusValue): MenuEntry {
  const [id, properties, children] = Array.isArray(value) ? value : [];
  const has: Readonly<Record<string, unknown>> =
    typeof properties === 'object' && properties !== null ? properties : {};
  return {
    id: Number(id),
    label: String(has.label ?? '').replace(/_(.)/g, '$1'),
    enabled: has.enabled !== false,
    visible: has.visible !== false,
    separator: has.type === 'separator',
    checked: has['toggle-state'] === 1,
    children: Array.isArray(children) ? children.map(toEntry) : [],
  };
}
