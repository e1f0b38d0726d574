import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';

/** `2026-11-23T14:02:17Z`. */
export function isoTime(wallMs: number): string {
  return new Date(wallMs).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** `14:34 UTC (15:34 Europe/Berlin)`, with the date in front where it is not that of `nowWallMs`. */
export function clockTime(wallMs: number, nowWallMs: number, zone: string): string {
  const iso = isoTime(wallMs);
  const day = iso.slice(0, 10) === isoTime(nowWallMs).slice(0, 10) ? '' : `${iso.slice(0, 10)} `;
  const utc = `${day}${iso.slice(11, 16)} UTC`;
  return zone === 'UTC' || zone === 'Etc/UTC' ? utc : `${utc} (${localTime(wallMs, zone)} ${zone})`;
}

function localTime(wallMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(wallMs);
}

/** `43 min 46 s`, `3 h 5 min`, `2 d 4 h`. */
export function lasting(ms: number): string {
  const parts = [
    { size: DAY_MS, unit: 'd' },
    { size: HOUR_MS, unit: 'h' },
    { size: MINUTE_MS, unit: 'min' },
    { size: SECOND_MS, unit: 's' },
  ];
  const first = parts.findIndex(({ size }) => ms >= size);
  if (first === -1) return '0 s';
  return parts
    .slice(first, first + 2)
    .map(({ size, unit }, index) => ({
      count: Math.floor((index === 0 ? ms : ms % (parts[first]?.size ?? ms)) / size),
      unit,
    }))
    .filter(({ count }) => count > 0)
    .map(({ count, unit }) => `${count} ${unit}`)
    .join(' ');
}
