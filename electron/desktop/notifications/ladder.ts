import type { NoticeRung } from '../../core/events.ts';
import type { DeliveryFailure, Notice, NoticeDelivery } from '../../core/ports.ts';

/** One way to reach a person. `show` settles when it has been proven, or rejects with the reason; it never blocks. */
export interface Rung {
  readonly name: NoticeRung;
  show(notice: Notice): Promise<void>;
  /** Takes the notice away if it still stands; does nothing for one that it never showed. */
  withdraw(noticeId: string): void;
}

/** Takes the rungs in order until one has shown the notice, and tells of every failure on the way. */
export function createLadder(rungs: readonly Rung[]): NoticeDelivery {
  function withdraw(noticeId: string): void {
    for (const rung of rungs) rung.withdraw(noticeId);
  }

  return {
    deliver: async (notice) => {
      const failures: DeliveryFailure[] = [];
      for (const rung of rungs) {
        try {
          await rung.show(notice);
        } catch (error) {
          failures.push({ rung: rung.name, reason: error instanceof Error ? error.message : String(error) });
          continue;
        }
        // The older one goes only now: were the newer one lost, nothing would be left on the screen.
        if (notice.replaces !== null) withdraw(notice.replaces);
        return { outcome: 'shown', rung: rung.name, failedBefore: failures };
      }
      return { outcome: 'failed', failures };
    },
    withdraw,
  };
}
