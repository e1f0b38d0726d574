import type { Rule } from '../checks/rule.ts';
import type { SourceId } from '../source.ts';
import type { AlertEvent } from './advance.ts';
import { badnessAt } from './judge.ts';
import type { AlertsState, Entry } from './state.ts';
import { startWatching } from './watched.ts';

/** Closes what no rule or source stands for any more, and carries changed levels and severities over. */
export function retire(
  state: AlertsState,
  sources: readonly SourceId[],
  rules: readonly Rule[],
  tell: (event: AlertEvent) => void,
): AlertsState {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const entries: Record<string, Record<string, Entry>> = {};
  for (const [ruleId, byKey] of Object.entries(state.entries)) {
    const rule = byId.get(ruleId);
    const kept: Record<string, Entry> = {};
    for (const entry of Object.values(byKey)) {
      if (rule === undefined) close(entry, 'It has no rule any more', tell);
      else if (!sources.includes(entry.source)) close(entry, `${entry.source} is not watched any more`, tell);
      else kept[entry.alert.key] = underRule(entry, rule, tell);
    }
    entries[ruleId] = kept;
  }
  const remembered = Object.entries(state.sources).filter(([id]) => sources.some((source) => source === id));
  return { ...state, entries, sources: Object.fromEntries(remembered) };
}

function close({ alert }: Entry, reason: string, tell: (event: AlertEvent) => void): void {
  if (alert.phase === 'pending') tell({ type: 'alert-calmed', payload: { alertKey: alert.key, reason } });
  if (alert.phase !== 'firing') return;
  const { key: alertKey, badness, firstBad } = alert;
  tell({ type: 'alert-resolved', payload: { alertKey, badness, firstBad, reason } });
}

function underRule(entry: Entry, rule: Rule, tell: (event: AlertEvent) => void): Entry {
  const { at, history, level } = entry.watched;
  const same = entry.watched.sums.length === rule.levels.length;
  const worst = (was: number): number => Math.min(was, rule.levels.length - 1);
  const watched = same
    ? entry.watched
    : { ...startWatching(rule, at), history, level: level === null ? null : worst(level) };
  const { alert } = entry;
  if (alert.phase !== 'firing') return { ...entry, watched };
  const from = alert.badness;
  const {
    level: number,
    name,
    severity,
  } = badnessAt(rule, worst(from.level), {
    look: { verdict: 'bad', reason: from.reason },
    value: from.value,
  });
  if (number === from.level && name === from.name && severity === from.severity) return { ...entry, watched };
  const to = { ...from, level: number, name, severity };
  tell({ type: 'alert-level-changed', payload: { alertKey: alert.key, from, to } });
  return { ...entry, watched, alert: { ...alert, badness: to } };
}
