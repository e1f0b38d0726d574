import type { NewEvent } from '../events.ts';

interface Noise {
  readonly name: string;
  readonly fired: number;
  readonly flapped: boolean;
  readonly noise: boolean;
}

/** Fired this often in one shift, an alert is worth a look at its threshold. */
const NOISY_FROM = 2;

/** Alerts that fired again and again, flapped, or that somebody called noise; the most frequent first. */
export function noisyLines(events: readonly NewEvent[]): readonly string[] {
  const all = new Map<string, Noise>();
  const note = (key: string, change: (before: Noise) => Noise): void => {
    all.set(key, change(all.get(key) ?? { name: key, fired: 0, flapped: false, noise: false }));
  };
  for (const event of events) {
    switch (event.type) {
      case 'alert-fired': {
        const { alertKey, badness, explainedBy } = event.payload;
        if (explainedBy === null) note(alertKey, (one) => ({ ...one, name: badness.name, fired: one.fired + 1 }));
        break;
      }
      case 'alert-flapping':
        if (event.payload.flapping) note(event.payload.alertKey, (one) => ({ ...one, flapped: true }));
        break;
      case 'alert-judged': {
        const { alertKey, name, verdict } = event.payload;
        note(alertKey, (one) => ({ ...one, name, noise: verdict !== 'acted-on' }));
        break;
      }
      default:
        break;
    }
  }
  return [...all.values()]
    .filter(({ fired, flapped, noise }) => fired >= NOISY_FROM || flapped || noise)
    .sort((a, b) => b.fired - a.fired)
    .map(({ name, fired, flapped, noise }) => {
      const more = [...(flapped ? ['changed too often'] : []), ...(noise ? ['called noise or a wrong threshold'] : [])];
      return `- ${name}: fired ${fired === 1 ? 'once' : `${fired} times`}${more.map((part) => `, ${part}`).join('')}`;
    });
}
