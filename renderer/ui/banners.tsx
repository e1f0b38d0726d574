import type { AppSnapshot, TrainingView } from '../../electron/core/snapshot.ts';
import { useDesk, useWindow } from '../store/context.ts';
import { go } from '../store/state.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from './button.tsx';

/** What must be known on every screen: not real, not saved, not heard. */
export function Banners({ snapshot }: { readonly snapshot: AppSnapshot }) {
  const { store } = useDesk();
  const problem = useWindow((state) => state.problem);
  const { delivery, training, mode, problems } = snapshot;
  return (
    <>
      {training !== null && <TrainingStripe training={training} />}
      {mode === 'drill' && (
        <section className="stripe" aria-label="Drill">
          <p>
            <strong>DRILL</strong> This machine is being tested: what you see and hear is not production.
          </p>
        </section>
      )}
      <Failures />
      {!delivery.available && (
        <section className="banner notice" aria-label="Notifications unavailable">
          <p>
            <strong>Notifications are unavailable.</strong> {delivery.reason}
          </p>
          <Button onPress={() => go(store, { screen: 'settings' })}>What to do</Button>
        </section>
      )}
      {problems
        .filter(({ area }) => area === 'storage')
        .map(({ message, severity }) => (
          <section
            key={message}
            className={severity === 'error' ? 'banner failed' : 'banner notice'}
            aria-label="Storage"
          >
            <p>{message}</p>
          </section>
        ))}
      {problem !== null && (
        <section className="banner notice" aria-label="Problem">
          <p>{problem}</p>
        </section>
      )}
    </>
  );
}

function TrainingStripe({ training }: { readonly training: TrainingView }) {
  const verbs = useVerbs();
  return (
    <section className="stripe" aria-label="Training">
      <p>
        <strong>TRAINING</strong> {training.title}. {training.note}
      </p>
      <Button onPress={() => verbs.training('restart')}>Restart</Button>
      {training.running && <Button onPress={() => verbs.training('end-outage')}>End the outage</Button>}
    </section>
  );
}

/** What was not saved stays here until it is, or until a person puts it away. */
function Failures() {
  const { commander } = useDesk();
  const failures = useWindow((state) => state.failures);
  return failures.map((failed) => (
    <section key={failed.id} className="banner failed" role="alert">
      <p>
        <strong>Not done: {failed.command.label}.</strong> {failed.message}
      </p>
      <Button kind="primary" onPress={() => commander.retry(failed)}>
        Try again
      </Button>
      <Button onPress={() => commander.dismiss(failed)}>Put away</Button>
    </section>
  ));
}
