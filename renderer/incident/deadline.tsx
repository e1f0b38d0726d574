import type { ClockView, IncidentView } from '../../electron/core/snapshot.ts';
import { useIncidentVerbs } from '../store/incident-verbs.ts';
import { urgentClock } from '../store/views.ts';
import { Button } from '../ui/button.tsx';
import { Countdown, Moment } from '../ui/time.tsx';
import { clockWords } from '../ui/words.ts';

/** The most urgent clock, large; the others in a line each. */
export function Deadline({ incident }: { readonly incident: IncidentView }) {
  const verbs = useIncidentVerbs();
  const urgent = urgentClock(incident);
  if (urgent === null) return null;
  const others = incident.clocks.filter(
    // The ladder below counts down to its own levels.
    (clock) => clock !== urgent && clock.state === 'running' && clock.kind !== 'escalate',
  );
  return (
    <section className="card deadline" aria-labelledby="deadline-title">
      <div className="timeline-title">
        <h2 id="deadline-title">{urgent.state === 'due' ? 'Overdue' : 'Next deadline'}</h2>
        {urgent.kind === 'next-update' && (
          <Button kind="quiet" keys="y" onPress={() => verbs.giveUpdate(incident)}>
            Update given
          </Button>
        )}
      </div>
      <p className={`deadline-face ${tone(urgent, incident)}`}>
        <Countdown dueWallMs={urgent.dueWallMs} />
      </p>
      <p className="dim">{clockWords(urgent)}</p>
      {others.length > 0 && (
        <ul className="deadline-others">
          {others.map((clock) => (
            <li key={`${clock.kind} ${clock.label}`} title={clock.reason}>
              <span>{clock.label}</span>
              <span>
                <Countdown dueWallMs={clock.dueWallMs} />
                <span className="sr">
                  , at <Moment atWallMs={clock.dueWallMs} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Severity's colour while the response is open or something is overdue; otherwise the clock is only large. */
function tone(clock: ClockView, incident: IncidentView): string {
  return clock.state === 'due' || incident.acknowledged === null ? `sev${incident.severity}` : '';
}
