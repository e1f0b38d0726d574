import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { useNow } from '../store/clock.ts';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { count } from '../ui/words.ts';

/** What an earlier incident left to do, in one quiet line: the oldest first. */
export function Unfinished({ snapshot }: { readonly snapshot: AppSnapshot }) {
  const { store } = useDesk();
  const nowMs = useNow();
  const [item] = snapshot.overdue;
  const late = snapshot.postmortems.find(
    ({ state, dueWallMs }) => dueWallMs !== null && dueWallMs < nowMs && (state === 'Draft' || state === 'In review'),
  );
  const incidentId = item?.incidentId ?? late?.incidentId;
  if (incidentId === undefined) return null;
  const parts = [
    item === undefined
      ? ''
      : `${count(snapshot.overdue.length, 'action item')} overdue: ${item.action} (${item.owner === '' ? 'nobody’s' : item.owner})`,
    late === undefined ? '' : `the post-mortem of ${late.title} is overdue`,
  ].filter((part) => part !== '');
  return (
    <p className="note unfinished">
      <button type="button" className="link" onClick={() => go(store, { screen: 'postmortem', incidentId })}>
        Left to do: {parts.join('; ')}.
      </button>
    </p>
  );
}
