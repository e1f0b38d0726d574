import { describe, expect, it } from 'vitest';
import { incidentOf } from '../../../electron/core/incidents/follow.ts';
import { folded, OPENED, type Told } from './parts.ts';

const opened = (seconds: number, id: string, alertKey: string): Told => {
  const [, body] = OPENED;
  if (body.type !== 'incident-opened') throw new Error('It opens an incident.');
  return [seconds, { ...body, payload: { ...body.payload, alertKey } }, 'sevlight', id];
};
const joined = (seconds: number, id: string, alertKey: string): Told => [
  seconds,
  { type: 'incident-joined', payload: { alertKey, name: alertKey, reason: 'explained' } },
  'sevlight',
  id,
];
const resolved = (seconds: number, id: string): Told => [
  seconds,
  { type: 'incident-status-changed', payload: { to: 'Resolved', reason: 'over' } },
  'sevlight',
  id,
];
const homeOf = (alertKey: string, ...told: readonly Told[]) => incidentOf(folded(...told), alertKey)?.id;

describe('the incident of an alert', () => {
  const two = [opened(0, 'a', 'database'), opened(60, 'b', 'redis')];

  it('is the one that it opened, also where it joined another', () => {
    expect(homeOf('redis', ...two)).toBe('b');
    expect(homeOf('redis', ...two, joined(70, 'a', 'redis'))).toBe('b');
    expect(homeOf('queue', ...two)).toBeUndefined();
  });

  it('is else the newest that it joined', () => {
    expect(homeOf('queue', ...two, joined(70, 'b', 'queue'), joined(80, 'a', 'queue'))).toBe('b');
  });

  it('is the older one where two were opened for the same', () => {
    expect(homeOf('database', ...two, opened(90, 'c', 'database'))).toBe('a');
  });

  it('is an open one', () => {
    expect(homeOf('redis', ...two, resolved(120, 'b'))).toBeUndefined();
    expect(homeOf('queue', ...two, joined(70, 'b', 'queue'), joined(80, 'a', 'queue'), resolved(120, 'b'))).toBe('a');
  });

  it('follows the incidents as they change', () => {
    const before = folded(...two);
    expect(incidentOf(before, 'queue')).toBeUndefined();
    expect(homeOf('queue', ...two, joined(70, 'a', 'queue'))).toBe('a');
    expect(incidentOf(before, 'queue')).toBeUndefined();
  });
});
