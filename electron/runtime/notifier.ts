import type { NewEvent } from '../core/events.ts';
import { unsettled } from '../core/notices/log.ts';
import type { Notice, NoticeDelivery } from '../core/ports.ts';
import type { Engine } from './engine.ts';

type Intended = Extract<NewEvent, { type: 'notice-intended' }>;

/**
 * Brings every intended notice to the delivery and writes down what became of it. A reminder of a SEV1 that nobody
 * owns also calls `insist`, whatever the delivery says: shown is not seen.
 */
export function connectNotifier(
  engine: Engine,
  delivery: NoticeDelivery,
  insist: (incidentId: string | null) => void,
): void {
  engine.listen((_state, events) => {
    for (const event of events) {
      if (event.type !== 'notice-intended') continue;
      void bring(toNotice(event));
      if (event.payload.kind === 'reminder' && event.payload.severity === 1) insist(event.incidentId);
    }
  });
  for (const record of unsettled(engine.state().notices)) {
    void bring({
      id: record.noticeId,
      severity: record.severity,
      title: record.title,
      body: record.body,
      silent: false,
      replaces: null,
      incidentId: record.incidentId,
    });
  }

  async function bring(notice: Notice): Promise<void> {
    const result = await delivery.deliver(notice);
    const { id: noticeId, incidentId } = notice;
    const failures = result.outcome === 'shown' ? result.failedBefore : result.failures;
    engine.report([
      ...failures.map(({ rung, reason }) => ({
        type: 'notice-failed' as const,
        payload: { noticeId, rung, reason },
        incidentId,
      })),
      ...(result.outcome === 'shown'
        ? [{ type: 'notice-shown' as const, payload: { noticeId, rung: result.rung }, incidentId }]
        : []),
    ]);
  }
}

/** Good news is not shown as an alarm: a recovery carries no severity. */
function toNotice({ incidentId, payload }: Intended): Notice {
  const { noticeId, severity, title, body, replaces, kind } = payload;
  const recovered = kind === 'recovery';
  return { id: noticeId, severity: recovered ? null : severity, title, body, replaces, incidentId, silent: recovered };
}
