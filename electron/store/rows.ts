import { crc32 } from 'node:zlib';
import type { Actor, NewEvent, StoredEvent } from '../core/events.ts';
import { type Lifts, lift, newestVersion } from './lift.ts';

/** An event as its table keeps it. The checksum tells a flipped bit, which SQLite itself does not notice in a value. */
export interface EventRow {
  readonly seq: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly wall_ms: number;
  readonly elapsed_ms: number;
  readonly awake_ms: number;
  readonly boot_id: string;
  readonly actor: string;
  readonly incident_id: string | null;
  readonly payload: string;
  readonly crc: number;
}

export const EVENT_COLUMNS =
  'seq, id, type, version, wall_ms, elapsed_ms, awake_ms, boot_id, actor, incident_id, payload, crc';

/** The values of a row in the order of EVENT_COLUMNS. */
export function eventValues(row: EventRow): (string | number | null)[] {
  return [...checkedValues(row), row.crc];
}

export function rowOf(event: NewEvent, seq: number, lifts: Lifts): EventRow {
  return sealed({
    seq,
    id: event.id,
    type: event.type,
    version: newestVersion(event.type, lifts),
    wall_ms: event.at.wallMs,
    elapsed_ms: event.at.elapsedMs,
    awake_ms: event.at.awakeMs,
    boot_id: event.at.bootId,
    actor: event.actor,
    incident_id: event.incidentId,
    payload: JSON.stringify(event.payload),
  });
}

export function sealed(row: Omit<EventRow, 'crc'>): EventRow {
  return { ...row, crc: crc32(JSON.stringify(checkedValues(row))) };
}

/** Whether the row is what was written. */
export function isSound(row: EventRow): boolean {
  return row.crc === sealed(row).crc;
}

/** The event of a sound row; null where only a later Sevlight knows its type or version. */
export function eventOf(row: EventRow, lifts: Lifts): StoredEvent | null {
  const body = lift({ type: row.type, version: row.version, payload: JSON.parse(row.payload) }, lifts);
  if (body === null) return null;
  const at = { wallMs: row.wall_ms, elapsedMs: row.elapsed_ms, awakeMs: row.awake_ms, bootId: row.boot_id };
  // The checksum has proven that these are the words commit() wrote.
  return { ...body, seq: row.seq, id: row.id, at, actor: row.actor as Actor, incidentId: row.incident_id };
}

export function stateSum(name: string, value: string): number {
  return crc32(JSON.stringify([name, value]));
}

function checkedValues(row: Omit<EventRow, 'crc'>): (string | number | null)[] {
  return [
    row.seq,
    row.id,
    row.type,
    row.version,
    row.wall_ms,
    row.elapsed_ms,
    row.awake_ms,
    row.boot_id,
    row.actor,
    row.incident_id,
    row.payload,
  ];
}
