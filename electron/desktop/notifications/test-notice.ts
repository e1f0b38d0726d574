import type { DeliveryOutcome, Notice } from '../../core/ports.ts';

/** What a drill of this computer's notifications shows. */
export function testNotice(id: string): Notice {
  return {
    id,
    severity: null,
    title: 'DRILL A test notification',
    body: 'This is how Sevlight will tell you. Nothing is wrong.',
    silent: false,
    replaces: null,
    incidentId: null,
  };
}

const SHOWN = {
  native: 'It was shown as a notification.',
  notifier: 'It was shown by the second way, which cannot be clicked.',
  window: 'It could only be shown by raising the window.',
} as const;

/** How a notice was shown, or why not, for the person who tried. */
export function inWords(result: DeliveryOutcome): string {
  const failures = result.outcome === 'shown' ? result.failedBefore : result.failures;
  const why = failures.map(({ reason }) => `${reason}.`).join(' ');
  return result.outcome === 'shown' ? `${SHOWN[result.rung]} ${why}`.trim() : `It could not be shown. ${why}`;
}
