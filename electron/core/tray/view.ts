import { localMinute } from '../schedule/working-hours.ts';
import type { AppSnapshot } from '../snapshot.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { type TrayIcon, trayIcon } from './icon.ts';
import { type MenuEntry, type MuteLength, menu } from './menu.ts';
import { tooltip } from './tooltip.ts';

/** All that the tray shows, as data. */
export interface TrayView {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly MenuEntry[];
}

/** Maps the snapshot to the tray. `zone` is the IANA zone that hours are told in. */
export function trayView(snapshot: AppSnapshot, nowWallMs: number, zone: string): TrayView {
  return {
    icon: trayIcon(snapshot.light, snapshot.mode !== 'live'),
    tooltip: tooltip(snapshot, nowWallMs, zone),
    menu: menu(snapshot, zone),
  };
}

const FIVE = 5 * 60;
const NINE = 9 * 60;

/** How long a mute chosen now lasts, in ms. At night, before 05:00, tomorrow is the coming morning. */
export function muteForMs(length: MuteLength, nowWallMs: number, zone: string): number {
  switch (length) {
    case 'half-hour':
      return 30 * MINUTE_MS;
    case 'hour':
      return HOUR_MS;
    case 'four-hours':
      return 4 * HOUR_MS;
    case 'tomorrow': {
      const minute = localMinute(nowWallMs, zone);
      const rough = (NINE - minute) * MINUTE_MS + (minute < FIVE ? 0 : DAY_MS);
      // A clock change in between moves the local hour; correct once.
      const off = localMinute(nowWallMs + rough, zone) - NINE;
      return rough - off * MINUTE_MS;
    }
  }
}
