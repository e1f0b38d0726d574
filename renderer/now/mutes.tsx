import type { MuteView } from '../../electron/core/snapshot.ts';
import { useActions } from '../store/context.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/time.tsx';

/** Ends the mute that stands first. */
const UNMUTE = 'shift+m';

/** What is kept quiet, until when, and the way back. */
export function Mutes({ mutes }: { readonly mutes: readonly MuteView[] }) {
  const verbs = useVerbs();
  useActions(
    mutes.map(({ label, target }, index) => ({
      id: `unmute ${label}`,
      label: `Unmute ${label}`,
      ...(index === 0 ? { keys: UNMUTE } : {}),
      group: 'Now',
      run: () => void verbs.unmute(target, label),
    })),
  );
  if (mutes.length === 0) return null;
  return (
    <section className="mutes" aria-labelledby="mutes-title">
      <h2 id="mutes-title">Muted</h2>
      <ul className="panel rows">
        {mutes.map((mute, index) => (
          <li key={mute.label} className="mute-row">
            <span>
              {mute.label} until <Moment atWallMs={mute.untilWallMs} />
              {mute.reason !== null && <span className="dim"> · {mute.reason}</span>}
            </span>
            <Button
              kind="quiet"
              label={`Unmute ${mute.label}`}
              onPress={() => verbs.unmute(mute.target, mute.label)}
              {...(index === 0 ? { keys: UNMUTE } : {})}
            >
              Unmute
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
