import type { Rule, ThresholdName } from '../checks/rule.ts';
import { duration } from '../notices/compose.ts';
import type { Sample } from '../ports.ts';
import type { Severity } from '../severity.ts';
import type { SourceId } from '../source.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import type { PastFiring } from './firings.ts';
import { type KeptLook, keptLooks, seenMs } from './kept-looks.ts';
import { type Proposal, propose } from './propose.ts';
import { replay } from './replay.ts';
import { asSetting, type Direction, ruleAt, thresholdNameOf } from './threshold.ts';

/** How often an alert would have fired at one threshold. Thinned samples leave open how often exactly. */
export interface Tried {
  readonly threshold: number;
  readonly least: number;
  readonly most: number;
}

/** One stretch of the chart: the lowest and the highest that was measured in it; null where nothing was. */
export interface ChartPoint {
  readonly atWallMs: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** One level of a rule, replayed over what is kept of its samples. Nothing of it changes anything. */
export interface LevelReplay {
  readonly ruleId: string;
  readonly level: number;
  readonly name: string;
  readonly severity: Severity;
  readonly check: string;
  readonly direction: Direction;
  readonly threshold: number;
  /** How often it fired in that time, as the log tells, and what people said of it. */
  readonly fired: number;
  readonly judged: { readonly actedOn: number; readonly noise: number; readonly wrongThreshold: number };
  /** The present threshold first. */
  readonly tried: readonly Tried[];
  readonly proposal: Proposal;
  /** What all of this rests on, in sentences. */
  readonly restsOn: readonly string[];
  readonly sinceWallMs: number | null;
  readonly untilWallMs: number;
  readonly chart: readonly ChartPoint[];
  /** What the configuration file and the playbook call this threshold; null where neither can set it. */
  readonly settingName: ThresholdName | null;
}

export interface LevelReplayParts {
  readonly rule: Rule;
  readonly level: number;
  /** The samples of the rule's check, by source. */
  readonly samples: ReadonlyMap<SourceId, readonly Sample[]>;
  /** All of the rule's. */
  readonly firings: readonly PastFiring[];
  /** Another threshold that a person asks about. */
  readonly asked: number | null;
  readonly nowWallMs: number;
}

/** Less than this tells of no habit: nothing is proposed. */
const ENOUGH_MS = 3 * DAY_MS;
const ENOUGH_SEEN_MS = DAY_MS;
const CHART_POINTS = 168;
/** What is tried beside the present threshold: one that fires more, and some that fire less. */
const OTHERS: Readonly<Record<Direction, (threshold: number) => readonly number[]>> = {
  'at-or-above': (threshold) => [0.8, 1.25, 1.5, 2].map((factor) => factor * threshold),
  below: (threshold) => [1.05, 0.95, 0.9, 0.8].map((factor) => factor * threshold),
  'at-or-below': (threshold) => [threshold + 1, threshold - 1],
};

/**
 * Null where the level has no threshold: such an alert is a verdict, and there is nothing to move. Yields before each
 * replay, so that whoever asks can let others go first: over 14 days one takes some 25 ms.
 */
export function* replayLevel(parts: LevelReplayParts): Generator<undefined, LevelReplay | null> {
  const { rule, level, nowWallMs } = parts;
  const found = rule.levels[level];
  if (found?.threshold === undefined) return null;
  const { direction, value: threshold } = found.threshold;
  const looks = [...parts.samples]
    .flatMap(([source, samples]) => keptLooks(source, samples))
    .sort((a, b) => a.atWallMs - b.atWallMs);
  const sinceWallMs = looks[0]?.atWallMs ?? null;
  const firings = parts.firings.filter(
    (one) => one.level <= level && sinceWallMs !== null && one.fromWallMs >= sinceWallMs,
  );
  const span = { looks, sinceWallMs, nowWallMs, seenMs: longestSeen(looks, nowWallMs) };
  const proposal = isEnough(span)
    ? propose({ rule, level, direction, threshold, looks, firings })
    : {
        threshold: null,
        reason: `Too little is kept to propose a threshold: 3 days are needed, a day of them looked at.`,
      };
  const others = OTHERS[direction](threshold).map((value) => asSetting(direction, value));
  const tried: Tried[] = [];
  for (const value of new Set([threshold, proposal.threshold, parts.asked, ...others])) {
    yield;
    const once = value === null ? null : tryAt(rule, level, value, looks);
    if (once !== null) tried.push(once);
  }
  const judged = (verdict: PastFiring['judged']): number => firings.filter((one) => one.judged === verdict).length;
  return {
    ruleId: rule.id,
    level,
    name: found.name,
    severity: found.severity,
    check: rule.check,
    direction,
    threshold,
    fired: firings.length,
    judged: { actedOn: judged('acted-on'), noise: judged('noise'), wrongThreshold: judged('wrong-threshold') },
    tried,
    proposal,
    restsOn: [...restsOn(span, rule, firings), ...unlikeTheLog(tried[0], firings.length)],
    sinceWallMs,
    untilWallMs: nowWallMs,
    chart: sinceWallMs === null ? [] : chart(looks, sinceWallMs, nowWallMs),
    settingName: thresholdNameOf(rule.id, level),
  };
}

function tryAt(rule: Rule, level: number, threshold: number, looks: readonly KeptLook[]): Tried | null {
  const asked = ruleAt(rule, level, threshold);
  if (asked === null) return null;
  const counts = [replay(asked, looks, 'best').length, replay(asked, looks, 'worst').length];
  return { threshold, least: Math.min(...counts), most: Math.max(...counts) };
}

interface Span {
  readonly looks: readonly KeptLook[];
  readonly sinceWallMs: number | null;
  readonly nowWallMs: number;
  readonly seenMs: number;
}

/** By the source that saw the most: where two tell the same, one suffices. */
function longestSeen(looks: readonly KeptLook[], nowWallMs: number): number {
  const bySource = Map.groupBy(looks, ({ source }) => source);
  return Math.max(0, ...[...bySource.values()].map((those) => seenMs(those, nowWallMs)));
}

function isEnough({ sinceWallMs, nowWallMs, seenMs: seen }: Span): boolean {
  return sinceWallMs !== null && nowWallMs - sinceWallMs >= ENOUGH_MS && seen >= ENOUGH_SEEN_MS;
}

function restsOn(
  { looks, sinceWallMs, nowWallMs, seenMs: seen }: Span,
  rule: Rule,
  firings: readonly PastFiring[],
): readonly string[] {
  if (sinceWallMs === null) return ['No value of it is kept yet.'];
  const spanMs = nowWallMs - sinceWallMs;
  const stepMs = looks.at(-1)?.stepMs ?? 0;
  const whole = `a value every ${duration(stepMs)}`;
  return [
    spanMs < DAY_MS + HOUR_MS
      ? `${duration(spanMs)} of samples, ${whole}.`
      : `${(spanMs / DAY_MS).toFixed(1)} days of samples: ${whole} of the last day, before that the lowest and the highest of each 5 min. Where they leave it open, both ends are told.`,
    ...(spanMs - seen < 60_000
      ? []
      : [`For ${duration(spanMs - seen)} of it nobody looked, or it could not be measured.`]),
    ...(firings.some(({ alertKey }) => alertKey.includes('/'))
      ? ['The worst of its users, addresses or tasks is kept, not each: several at once count as one.']
      : []),
    ...(rule.explainedBy.length === 0
      ? []
      : ['It is replayed by itself: what another alert explained at the time counts, too.']),
    'Firings are judged when their incident is over; those before the oldest sample are left out.',
  ];
}

/** Why the log and the replay need not agree, where they do not. */
function unlikeTheLog(now: Tried | undefined, fired: number): readonly string[] {
  if (now === undefined || (fired >= now.least && fired <= now.most)) return [];
  const told = now.least === now.most ? now.most : `${now.least} to ${now.most}`;
  return [
    `The log tells of ${fired}, the replay at the present threshold of ${told}: the threshold, the hold or what explained it was another at times.`,
  ];
}

function chart(looks: readonly KeptLook[], sinceWallMs: number, nowWallMs: number): readonly ChartPoint[] {
  const widthMs = Math.max(1, (nowWallMs - sinceWallMs) / CHART_POINTS);
  const at = ({ atWallMs }: KeptLook): number =>
    Math.min(CHART_POINTS - 1, Math.floor((atWallMs - sinceWallMs) / widthMs));
  const byPoint = Map.groupBy(looks, at);
  return Array.from({ length: CHART_POINTS }, (_, index) => {
    const those = byPoint.get(index) ?? [];
    const lows = those.flatMap(({ low }) => low ?? []);
    const highs = those.flatMap(({ high }) => high ?? []);
    return {
      atWallMs: Math.round(sinceWallMs + index * widthMs),
      low: lows.length === 0 ? null : Math.min(...lows),
      high: highs.length === 0 ? null : Math.max(...highs),
    };
  });
}
