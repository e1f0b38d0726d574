import type { Rule } from '../../../electron/core/checks/rule.ts';
import type { Instant } from '../../../electron/core/time.ts';
import { INTERVAL_MS, type Verdict } from './schedule.ts';

/**
 * What an alert is owed, reckoned apart from the reducer and in another way: from the list of looks, not from sums.
 * Kept per alert; the test asks it after every look.
 */
export class Ledger {
  /** Looks since the verdict last changed, with the watched time that each added. */
  private run: { verdict: Verdict; addedMs: number }[] = [];
  private last: Instant | null = null;
  private adjacent = false;
  readonly rule: Rule;

  constructor(rule: Rule) {
    this.rule = rule;
  }

  look(verdict: Verdict, now: Instant): void {
    if (verdict === 'unknown') {
      this.adjacent = false;
      return;
    }
    if (this.run.at(-1)?.verdict !== verdict) this.run = [];
    const betweenMs = this.adjacent && this.last !== null ? now.awakeMs - this.last.awakeMs : 0;
    this.run.push({ verdict, addedMs: this.run.length === 0 ? 0 : Math.min(betweenMs, 2 * INTERVAL_MS) });
    this.last = now;
    this.adjacent = true;
  }

  gap(): void {
    this.adjacent = false;
  }

  /** Nobody could look for 5 min: what was counted of a pending alert is void. */
  forget(now: Instant): void {
    if (this.last !== null && now.elapsedMs - this.last.elapsedMs > 300_000) this.run = [];
  }

  badMs(): number {
    return this.sumOf('bad');
  }

  goodMs(): number {
    return this.sumOf('ok');
  }

  badLooks(): number {
    return this.run.filter(({ verdict }) => verdict === 'bad').length;
  }

  startAnew(): void {
    const newest = this.run.at(-1);
    this.run = newest ? [{ ...newest, addedMs: 0 }] : [];
  }

  private sumOf(verdict: Verdict): number {
    return this.run.reduce((sum, look) => sum + (look.verdict === verdict ? look.addedMs : 0), 0);
  }
}
