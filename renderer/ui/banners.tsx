import type { AppSnapshot, TrainingView } from '../../electron/core/snapshot.ts';
import { useActions, useDesk, useWindow } from '../store/context.ts';
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
          <Button keys="6" onPress={() => go(store, { screen: 'settings' })}>
            What to do
          </Button>
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
  const restart = (): void => void verbs.training('restart');
  const end = (): void => void verbs.training('end-outage');
  const group = 'Everywhere' as const;
  useActions([
    { id: 'training-restart', label: 'Restart the training', keys: 'shift+t', group, run: restart },
    ...(training.running
      ? [{ id: 'training-end', label: 'End the simulated outage', keys: 'shift+o', group, run: end }]
      : []),
  ]);
  return (
    <section className="stripe" aria-label="Training">
      <p>
        <strong>TRAINING</strong> {training.title}. {training.note}
      </p>
      <Button keys="shift+t" onPress={restart}>
        Restart
      </Button>
      {training.running && (
        <Button keys="shift+o" onPress={end}>
          End the outage
        </Button>
      )}
    </section>
  );
}

/** What was not saved stays here until it is, or until a person puts it away. */
function Failures() {
  const { commander } = useDesk();
  const failures = useWindow((state) => state.failures);
  const [first] = failures;
  const group = 'Everywhere' as const;
  useActions(
    first === undefined
      ? []
      : [
          {
            id: 'retry',
            label: `Try again: ${first.command.label}`,
            keys: 'shift+s',
            group,
            run: () => void commander.retry(first),
          },
          {
            id: 'dismiss',
            label: `Put away: ${first.command.label}`,
            keys: 'shift+q',
            group,
            run: () => commander.dismiss(first),
          },
        ],
  );
  return failures.map((failed) => (
    <section key={failed.id} className="banner failed" role="alert">
      <p>
        <strong>Not done: {failed.command.label}.</strong> {failed.message}
      </p>
      <Button kind="primary" onPress={() => commander.retry(failed)} {...(failed === first ? { keys: 'shift+s' } : {})}>
        Try again
      </Button>
      <Button onPress={() => commander.dismiss(failed)} {...(failed === first ? { keys: 'shift+q' } : {})}>
        Put away
      </Button>
    </section>
  ));
}
