import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../electron/core/time.ts';
import { type MenuEntry, menu, type TrayAction } from '../../../electron/core/tray/menu.ts';
import { alarm, databaseDown, health, lead, NOW, well } from './parts.ts';

function flatten(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  return entries.flatMap((entry) => (entry.kind === 'submenu' ? [entry, ...flatten(entry.entries)] : [entry]));
}

const all = (snapshot: typeof well) => flatten(menu(snapshot, 'UTC'));
const labels = (snapshot: typeof well) =>
  all(snapshot).flatMap((entry) => (entry.kind === 'separator' ? [] : [entry.label]));

function actionOf(snapshot: typeof well, like: RegExp): TrayAction | undefined {
  return all(snapshot)
    .filter((entry) => entry.kind === 'action')
    .find(({ label }) => like.test(label))?.action;
}

describe('menu', () => {
  it('is enough to answer an alarm', () => {
    expect(actionOf(alarm, /^\[SEV1\] Database connection failed, since 13:48$/)).toEqual({
      id: 'open-incident',
      incidentId: 'inc-1',
    });
    expect(actionOf(alarm, /^Acknowledge$/)).toEqual({ id: 'acknowledge', incidentId: 'inc-1' });
    expect(actionOf(alarm, /^Open runbook$/)).toEqual({
      id: 'open-runbook',
      incidentId: 'inc-1',
      runbookId: 'database',
    });
    expect(actionOf(alarm, /^Call at 14:03: Ada Example/)).toEqual({ id: 'copy', text: '+1 555 0101' });
    expect(labels(alarm)).toContain('The worst alert decides: SEV1, and nobody owns it.');
  });

  it('always offers looking, muting, the window, a test notification and the end', () => {
    const ids = all(well).flatMap((entry) => (entry.kind === 'action' ? [entry.action.id] : []));
    expect(ids).toEqual(['look-now', 'mute', 'mute', 'mute', 'mute', 'open-window', 'test-notification', 'quit']);
  });

  it('undoes an acknowledgement', () => {
    const acknowledged = { atWallMs: NOW, untilWallMs: null, reason: null };
    const owned = { ...alarm, incidents: [{ ...databaseDown, acknowledged }] };
    expect(actionOf(owned, /^Undo acknowledgement$/)).toEqual({ id: 'unacknowledge', incidentId: 'inc-1' });
    expect(actionOf(owned, /^Acknowledge$/)).toBeUndefined();
  });

  it('calls those who are due before those who are to come, and names a missing number', () => {
    const cto = { ...lead, level: 3, who: 'CTO', person: null, phone: null, state: 'due' } as const;
    const later = { ...alarm, incidents: [{ ...databaseDown, ladder: [{ ...lead, state: 'due' } as const, cto] }] };
    expect(labels(later).filter((label) => label.startsWith('Call'))).toEqual([
      'Call now: Ada Example (Engineering Lead) +1 555 0101 – copy',
      'Call now: CTO – no number in the playbook',
    ]);
  });

  it('lets every open incident be acknowledged, and leaves resolved ones out', () => {
    const others = Array.from({ length: 12 }, (_, index) => ({ ...databaseDown, id: `inc-${index + 2}` }));
    const resolved = { ...databaseDown, id: 'old', title: 'Over', resolvedAtWallMs: NOW };
    const many = { ...alarm, incidents: [databaseDown, ...others, resolved] };
    const acknowledged = all(many).flatMap((entry) =>
      entry.kind === 'action' && entry.action.id === 'acknowledge' ? [entry.action.incidentId] : [],
    );
    expect(acknowledged).toEqual(['inc-1', ...others.slice(0, 8).map(({ id }) => id)]);
    expect(labels(many)).toContain('12 other incidents');
    expect(labels(many)).toContain('4 more in the window');
    expect(labels(many).join()).not.toContain('Over');
  });

  it('lists each mute so that it can be taken back', () => {
    const target = { kind: 'source', source: 'health' } as const;
    const mute = { target, label: 'Health endpoint', untilWallMs: NOW + 30 * MINUTE_MS, reason: null };
    expect(actionOf({ ...well, mutes: [mute] }, /^Unmute: Health endpoint \(until 14:30\)$/)).toEqual({
      id: 'unmute',
      target,
    });
  });

  it('tells the freshness of each source', () => {
    const unknown = { verdict: 'unknown', cause: 'offline', reason: '' } as const;
    const sources = [
      health,
      { ...health, name: 'Redis', stale: true },
      { ...health, name: 'Celery', look: unknown, lookedAtWallMs: null },
    ];
    expect(labels({ ...well, sources }).filter((label) => label.includes('look'))).toEqual([
      'Health endpoint: ok, last look 13:59',
      'Redis: stale, last look 13:59',
      'Celery: unknown, never looked at',
    ]);
    expect(labels({ ...well, sources: [] })).toContain('No source is configured');
  });

  it('restarts the outage in training only', () => {
    const training = { title: 'Outage', running: true, startedAtWallMs: NOW, note: '' };
    expect(actionOf({ ...well, mode: 'training', training }, /Restart/)).toEqual({ id: 'restart-training' });
    expect(labels({ ...well, mode: 'training', training })[0]).toBe('TRAINING: a simulated system');
    expect(actionOf(well, /Restart/)).toBeUndefined();
  });

  it('does not change while nothing but time passes, so that it stays open', () => {
    const later = { ...alarm, revision: 2, atWallMs: NOW + 20_000 };
    expect(menu(later, 'UTC')).toEqual(menu(alarm, 'UTC'));
  });

  it('keeps labels on one line and short', () => {
    const wild = { ...alarm, light: { ...alarm.light, headline: `a\nb ${'x'.repeat(200)}` } };
    const [headline = ''] = labels(wild);
    expect(headline).toMatch(/^a b x+…$/);
    expect(headline).toHaveLength(70);
  });
});
