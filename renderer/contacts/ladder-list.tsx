import type { OnDuty } from '../../electron/core/contacts/duty.ts';
import type { ContactsView, LadderContact } from '../../electron/core/contacts/views.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/time.tsx';
import { TimeThere } from '../ui/time-there.tsx';
import { Phone } from './reach.tsx';
import type { ContactVerbs } from './use-contact-verbs.ts';

interface LadderListProps {
  readonly view: ContactsView;
  readonly verbs: ContactVerbs;
}

/** Who is called now, who stands in, and who comes next; what is missing is said. */
export function LadderList({ view, verbs }: LadderListProps) {
  return (
    <section aria-labelledby="duty-title">
      <h2 id="duty-title">On the ladder now</h2>
      {view.ladder.length === 0 ? (
        <p className="note">The playbook names nobody to escalate to.</p>
      ) : (
        <ol className="panel rows duty">
          {view.ladder.map((level) => (
            <li key={level.level}>
              <span className="level">L{level.level}</span>
              <Level {...level} />
            </li>
          ))}
        </ol>
      )}
      {view.overrides.length > 0 && (
        <ul className="overrides">
          {view.overrides.map(({ id, person, role, untilWallMs }) => (
            <li key={id} className="note">
              {person} stands for {role} until <Moment atWallMs={untilWallMs} />.{' '}
              <Button
                kind="quiet"
                label={`End ${person}’s turn`}
                onPress={() => verbs.drop({ id, file: `${person}’s turn` })}
              >
                End it
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Level({ who, primary, backup, next, isGap }: LadderContact) {
  return (
    <div className="duty-who">
      <p className="dim">{who}</p>
      {primary === null ? (
        <p className="missing">
          {isGap
            ? 'Nobody is on call now, by the rota.'
            : 'Nobody is named: import contacts, or name them in the playbook.'}
        </p>
      ) : (
        <Callee duty={primary} strong />
      )}
      {backup !== null && (
        <div className="duty-backup">
          <small>Backup</small> <Callee duty={backup} />
        </div>
      )}
      {next !== null && (
        <p className="note">
          Next: {next.name}, from <Moment atWallMs={next.fromWallMs} />
        </p>
      )}
    </div>
  );
}

function Callee({ duty, strong = false }: { readonly duty: OnDuty; readonly strong?: boolean }) {
  const { name, person, why, untilWallMs } = duty;
  const [phone] = person?.phones ?? [];
  return (
    <div className="callee">
      <span className={strong ? 'alert-name' : undefined}>{name}</span>
      {phone === undefined ? <span className="missing">no number</span> : <Phone text={phone} who={name} />}
      <TimeThere zone={person?.zone ?? null} />
      {untilWallMs !== null && (
        <small>
          {why === 'override' ? 'took over' : 'on the rota'} until <Moment atWallMs={untilWallMs} />
        </small>
      )}
    </div>
  );
}
