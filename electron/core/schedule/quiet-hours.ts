import { localMinute } from './working-hours.ts';

/** From one minute of the local day to another, over midnight where the end comes first. */
export interface QuietHours {
  readonly zone: string;
  readonly fromMinute: number;
  readonly toMinute: number;
}

export function inQuietHours(wallMs: number, { zone, fromMinute, toMinute }: QuietHours): boolean {
  const minute = localMinute(wallMs, zone);
  return fromMinute <= toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}
