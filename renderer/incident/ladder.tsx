import type { IncidentView, LadderRow } from '../../electron/core/snapshot.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { Countdown, Moment } from '../ui/time.tsx';

/** Who is next, when and why, with the number to call; a missing number is said. */
export function Ladder({ incident }: { readonly incident: IncidentView }) {
  if (incident.ladder.length === 0) {
    return (
      <section className="card" aria-labelledby="ladder-title">
        <h2 id="ladder-title">Ladder</h2>
        <p className="note">The playbook names nobody to escalate to.</p>
      </section>
    );
  }
  return (
    <section className="card" aria-labelledby="ladder-title">
      <h2 id="ladder-title">Ladder</h2>
      <ol className="ladder">
        {incident.ladder.map((row) => (
          <li key={row.level} className={row.state} title={row.condition}>
            <span className="level">L{row.level}</span>
            <span>
              <span className="who">{row.who}</span>
              <small>
                <span>{row.person ?? 'nobody named'}</span> <Phone row={row} />
              </small>
            </span>
            <span className="ladder-when">
              <When row={row} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Phone({ row }: { readonly row: LadderRow }) {
  const verbs = useVerbs();
  const { phone, who } = row;
  if (phone === null) return <span className="missing">no number</span>;
  return (
    <Button kind="quiet" label={`Copy ${who}’s number ${phone}`} onPress={() => verbs.copy(phone, phone)}>
      {phone}
    </Button>
  );
}

function When({ row }: { readonly row: LadderRow }) {
  switch (row.state) {
    case 'current':
      return <>now</>;
    case 'due':
      return <strong>call now</strong>;
    case 'coming':
      return row.dueWallMs === null ? (
        <>later</>
      ) : (
        <span title={row.condition}>
          in <Countdown dueWallMs={row.dueWallMs} />
          <span className="sr">
            , at <Moment atWallMs={row.dueWallMs} />
          </span>
        </span>
      );
    case 'on-flag':
      return <>on breach</>;
    case 'called':
      return <>called</>;
    case 'unanswered':
      return <>no answer</>;
    case 'not-needed':
      return <>not needed</>;
  }
}
