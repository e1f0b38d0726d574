import { parse } from 'yaml';
import type { SimulatedChecks } from './health-body.ts';

/** What a drill file says. Times in ms. */
export interface Drill {
  readonly title: string;
  readonly note: string;
  readonly calmMs: number;
  readonly endsAfterMs: number;
  /** Shortened hold of every rule, so that a newcomer need not wait. */
  readonly holdMs: number;
  readonly intervalMs: number;
  /** Answers that replace the healthy ones while the outage lasts. */
  readonly outage: SimulatedChecks;
}

const STATUSES = ['healthy', 'degraded', 'unhealthy', 'unknown'];

/** Reads a drill file (YAML). Throws an Error that names the field that is wrong. */
export function parseDrill(text: string): Drill {
  const drill: unknown = parse(text);
  if (!isRecord(drill)) throw new Error('The drill file is not a list of named values.');
  return {
    title: string(drill, 'title'),
    note: string(drill, 'note').trim(),
    calmMs: seconds(drill, 'calmSeconds'),
    endsAfterMs: seconds(drill, 'endsAfterSeconds'),
    holdMs: seconds(drill, 'holdSeconds'),
    intervalMs: seconds(drill, 'intervalSeconds'),
    outage: checks(drill.outage),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function string(drill: Readonly<Record<string, unknown>>, name: string): string {
  const value = drill[name];
  if (typeof value !== 'string' || value.trim() === '') throw new Error(`The drill file needs "${name}": some words.`);
  return value;
}

function seconds(drill: Readonly<Record<string, unknown>>, name: string): number {
  const value = drill[name];
  if (typeof value !== 'number' || !(value > 0)) {
    throw new Error(`The drill file needs "${name}": a number of seconds above 0.`);
  }
  return value * 1000;
}

function checks(value: unknown): SimulatedChecks {
  if (!isRecord(value)) throw new Error('The drill file needs "outage": the checks that go wrong, by name.');
  for (const [name, check] of Object.entries(value)) {
    if (!isRecord(check) || typeof check.message !== 'string' || !STATUSES.includes(String(check.status))) {
      throw new Error(`In the drill file, outage "${name}" needs a status (${STATUSES.join(', ')}) and a message.`);
    }
  }
  // Every entry was checked just above.
  return value as SimulatedChecks;
}
