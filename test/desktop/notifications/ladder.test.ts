import { describe, expect, it } from 'vitest';
import type { NoticeRung } from '../../../electron/core/events.ts';
import type { Notice } from '../../../electron/core/ports.ts';
import { createLadder, type Rung } from '../../../electron/desktop/notifications/ladder.ts';

const notice: Notice = {
  id: 'n1',
  severity: 1,
  title: '[SEV1] Database connection failed',
  body: 'connect() timed out',
  silent: false,
  replaces: null,
  incidentId: 'inc-1',
};

function ladder(...rungs: readonly (readonly [NoticeRung, string | null])[]) {
  const log: string[] = [];
  const made = rungs.map(
    ([name, failure]): Rung => ({
      name,
      show: async ({ id }) => {
        log.push(`${name} shows ${id}`);
        if (failure !== null) throw new Error(failure);
      },
      withdraw: (id) => void log.push(`${name} withdraws ${id}`),
    }),
  );
  return { delivery: createLadder(made), log };
}

describe('the ladder', () => {
  it('stops at the first rung that shows', async () => {
    const { delivery, log } = ladder(['native', null], ['notifier', null]);
    expect(await delivery.deliver(notice)).toEqual({ outcome: 'shown', rung: 'native', failedBefore: [] });
    expect(log).toEqual(['native shows n1']);
  });

  it('takes the next one, and tells why', async () => {
    const { delivery } = ladder(['native', 'no daemon'], ['notifier', 'not installed'], ['window', null]);
    expect(await delivery.deliver(notice)).toEqual({
      outcome: 'shown',
      rung: 'window',
      failedBefore: [
        { rung: 'native', reason: 'no daemon' },
        { rung: 'notifier', reason: 'not installed' },
      ],
    });
  });

  it('fails with every reason and never rejects', async () => {
    const { delivery } = ladder(['native', 'a'], ['window', 'b']);
    expect(await delivery.deliver(notice)).toEqual({
      outcome: 'failed',
      failures: [
        { rung: 'native', reason: 'a' },
        { rung: 'window', reason: 'b' },
      ],
    });
  });

  it('takes the older notice away once the newer stands, wherever it was shown, and not before', async () => {
    const newer = { ...notice, id: 'n2', replaces: 'n1' };
    const good = ladder(['native', 'a'], ['window', null]);
    await good.delivery.deliver(newer);
    expect(good.log.slice(-3)).toEqual(['window shows n2', 'native withdraws n1', 'window withdraws n1']);
    const lost = ladder(['native', 'a']);
    await lost.delivery.deliver(newer);
    expect(lost.log).toEqual(['native shows n2']);
  });
});
