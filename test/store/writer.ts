import { writeSync } from 'node:fs';
import { openStore } from '../../electron/store/open-store.ts';
import { event, instant } from './events.ts';

// A process that commits for as long as it lives, and says each commit only once the store has answered:
// `opened`, then `ack FIRST LAST` for the numbers of the events of each commit.
const [folder = '', afterMs = '0'] = process.argv.slice(2);
const { store, problems } = openStore({ folder, now: instant(Number(afterMs)) });
writeSync(1, 'opened\n');
for (const { message } of problems) writeSync(1, `problem ${message}\n`);

let last = store.eventsAfter(0).length;
for (;;) {
  const count = 1 + (last % 3);
  const events = Array.from({ length: count }, (_, n) => event(`e${last + n + 1}`));
  store.commit({ events, state: { last: last + count } });
  writeSync(1, `ack ${last + 1} ${last + count}\n`);
  if (last % 5 === 0) store.addSamples([{ check: 'queue_length', wallMs: instant(last).wallMs, value: last }]);
  last += count;
}
