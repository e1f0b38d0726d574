import type { LevelReplay, Tried } from '../../electron/core/history/level-replay.ts';
import { thresholdWords, times } from './threshold-words.ts';

interface TriedTableProps {
  readonly replay: LevelReplay;
  /** The threshold that is drawn and copied; null for none. */
  readonly other: number | null;
  readonly asked: number | null;
}

/** How often it would have fired at each threshold, the lowest first. */
export function TriedTable({ replay, other, asked }: TriedTableProps) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Threshold</th>
          <th scope="col">Would have fired</th>
        </tr>
      </thead>
      <tbody>
        {[...replay.tried]
          .sort((a, b) => a.threshold - b.threshold)
          .map((one) => (
            <tr key={one.threshold} className={one.threshold === other ? 'chosen' : undefined}>
              <th scope="row">
                {thresholdWords(replay.direction, one.threshold)} <small>{roleOf(one, replay, asked)}</small>
              </th>
              <td>{range(one)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function roleOf({ threshold }: Tried, { threshold: now, proposal }: LevelReplay, asked: number | null): string {
  if (threshold === now) return 'now';
  if (threshold === proposal.threshold) return 'proposed';
  return threshold === asked ? 'asked' : '';
}

function range({ least, most }: Tried): string {
  if (most === 0) return 'never';
  return least === most ? times(most) : `${least} to ${times(most)}`;
}
