import { useEffect, useRef, useState } from 'react';
import { telNumber } from '../../electron/core/contacts/phone.ts';
import type { IncidentView, LadderRow } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk, useWindow } from '../store/context.ts';
import { useIncidentVerbs } from '../store/incident-verbs.ts';
import { go, say } from '../store/state.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { Countdown, Moment } from '../ui/time.tsx';
import { TimeThere } from '../ui/time-there.tsx';

/** Who is next, when and why, with the number to call; what is due asks to be called, and what came of it stays. */
export function Ladder({ incident }: { readonly incident: IncidentView }) {
  const { store } = useDesk();
  /** Asked for by key; a new object each time, so that the same level is led to again. */
  const [opened, setOpened] = useState<{ readonly level: number } | null>(null);
  const toCall =
    incident.ladder.find(({ state }) => state === 'due') ?? incident.ladder.find(({ state }) => state === 'coming');
  const actions: Action[] = [
    {
      id: 'call-next',
      label: 'Call the next level of the ladder',
      keys: 'd',
      group: 'Incident',
      run: () => (toCall === undefined ? say(store, 'Nobody is left to call.') : setOpened({ level: toCall.level })),
    },
  ];
  useActions(incident.status === 'Resolved' ? [] : actions);
  if (incident.ladder.length === 0) {
    return (
      <section className="card" aria-labelledby="ladder-title">
        <h2 id="ladder-title">Ladder</h2>
        <p className="note">The playbook names nobody to escalate to.</p>
      </section>
    );
  }
  const isCalling = incident.ladder.some(({ state }) => state === 'due');
  return (
    <section className={isCalling ? 'card ladder-card calling' : 'card ladder-card'} aria-labelledby="ladder-title">
      <h2 id="ladder-title">Ladder</h2>
      <ol className="ladder">
        {incident.ladder.map((row) => (
          <li key={row.level} className={row.state}>
            <span className="level">L{row.level}</span>
            <span>
              <span className="who">{row.who}</span>
              <small>
                <span>{row.person ?? 'nobody named'}</span> <Phone row={row} /> <TimeThere zone={row.zone ?? null} />
              </small>
            </span>
            <span className="ladder-when">
              <When row={row} />
            </span>
            {row === toCall && row.state === 'coming' && <p className="ladder-why">{row.reason ?? row.condition}</p>}
            {(row.state === 'due' || (opened?.level === row.level && isCallable(row))) && (
              <Call
                incident={incident}
                row={row}
                byKey={row === toCall}
                askedFor={opened?.level === row.level ? opened : null}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function isCallable({ state }: LadderRow): boolean {
  return state === 'coming' || state === 'on-flag';
}

interface CallProps {
  readonly incident: IncidentView;
  readonly row: LadderRow;
  /** Whether the keys act on this call. */
  readonly byKey: boolean;
  /** Whenever this is a new object, the focus goes to the first button. */
  readonly askedFor: object | null;
}

/** The call itself: why, what to read aloud, and what came of it. */
function Call({ incident, row, byKey, askedFor }: CallProps) {
  const { store } = useDesk();
  const verbs = useVerbs();
  const ladder = useIncidentVerbs();
  const about = `ladder:${incident.id}`;
  const saving = useWindow((state) => state.saving.includes(about));
  const [refusing, setRefusing] = useState(false);
  const buttons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (askedFor !== null) buttons.current?.querySelector('button')?.focus();
  }, [askedFor]);
  const number = row.phone === null ? null : telNumber(row.phone);
  const name = row.person ?? row.who;
  const group = 'Incident' as const;
  const dial = (): void => void verbs.open(`tel:${number}`);
  const copyBrief = (): void => void verbs.copy(incident.brief, 'what to say');
  /** By key and from the palette no button is in between that is busy. */
  const once = (save: () => unknown) => (): void => {
    if (!store.getState().saving.includes(about)) save();
  };
  const called = once(() => ladder.called(incident, row));
  const noAnswer = once(() => ladder.noAnswer(incident, row));
  const key = (keys: string) => (byKey ? { keys } : {});
  const actions: Action[] = [
    {
      id: `called-${row.level}`,
      label: `${name} was called`,
      ...key('shift+c'),
      group,
      run: called,
    },
    {
      id: `silent-${row.level}`,
      label: `${name} did not answer`,
      ...key('shift+n'),
      group,
      run: noAnswer,
    },
    {
      id: `unneeded-${row.level}`,
      label: `${row.who} is not needed…`,
      ...key('shift+x'),
      group,
      run: () => setRefusing(true),
    },
    {
      id: `brief-${row.level}`,
      label: `Copy what to say to ${name}`,
      ...key('shift+w'),
      group,
      run: copyBrief,
    },
  ];
  if (number !== null) {
    actions.push({ id: `dial-${row.level}`, label: `Dial ${name}`, ...key('shift+d'), group, run: dial });
  }
  useActions(actions);
  const silent = row.outcome?.what === 'no-answer' ? row.outcome.person : null;
  return (
    <div className="call">
      <p>
        {silent !== null && <span className="missing">{silent} did not answer. </span>}
        Call {name} {row.reason ?? row.condition}.
      </p>
      {number === null && (
        <p>
          No number is known.{' '}
          <Button kind="quiet" keys="5" onPress={() => go(store, { screen: 'contacts' })}>
            Look in Contacts
          </Button>
        </p>
      )}
      <details>
        <summary>What to say</summary>
        <p className="brief">{incident.brief}</p>
        <Button kind="quiet" onPress={copyBrief} {...key('shift+w')}>
          Copy
        </Button>
      </details>
      <div className="buttons" ref={buttons}>
        {number !== null && (
          <Button onPress={dial} {...key('shift+d')}>
            Dial
          </Button>
        )}
        <Button kind="primary" busy={saving} onPress={called} {...key('shift+c')}>
          Called
        </Button>
        <Button busy={saving} onPress={noAnswer} {...key('shift+n')}>
          No answer
        </Button>
        <Button kind="quiet" onPress={() => setRefusing(true)} {...key('shift+x')}>
          Not needed…
        </Button>
      </div>
      {refusing && (
        <ReasonDialog
          title={`${row.who} is not needed`}
          prompt="Why not? The timeline keeps this sentence."
          confirm="Not needed"
          onConfirm={(reason) => ladder.notNeeded(incident, row, reason)}
          onClose={() => setRefusing(false)}
        />
      )}
    </div>
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
        <span>
          in <Countdown dueWallMs={row.dueWallMs} />
          <span className="sr">
            , at <Moment atWallMs={row.dueWallMs} />
          </span>
        </span>
      );
    case 'called':
      return <>called {row.outcome !== null && <Moment atWallMs={row.outcome.atWallMs} />}</>;
    case 'unanswered':
      return <span className="missing">no answer</span>;
    case 'on-flag':
      return <>on breach</>;
    case 'not-needed':
      return <span title={row.outcome?.reason ?? row.condition}>not needed</span>;
  }
}
