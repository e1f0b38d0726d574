import './history.css';
import { OpenPostmortem } from '../postmortem/open-postmortem.tsx';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { useAnswer } from '../store/use-answer.ts';
import { Button } from '../ui/button.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Moment } from '../ui/time.tsx';
import { duration, timeOfDay } from '../ui/words.ts';
import { Judgements } from './judgements.tsx';
import { PartOf } from './part-of.tsx';

/** An incident that only the log knows: read only, with its timeline, its post-mortem, and what was learnt. */
export default function PastIncidentPage({ incidentId }: { readonly incidentId: string }) {
  const { bridge, store } = useDesk();
  const { value, problem, again } = useAnswer(() => bridge.pastIncident({ incidentId }), incidentId);
  if (value === null) {
    return (
      <section className="page">
        <h1 tabIndex={-1}>{problem === null ? 'Reading the log…' : 'This incident is not in the log'}</h1>
        {problem !== null && <p className="dim">{problem}</p>}
        <Button onPress={() => go(store, { screen: 'history' })}>History</Button>
      </section>
    );
  }
  const { incident, timeline } = value;
  const { title, severity, status, mergedInto, startedAtWallMs, measures } = incident;
  return (
    <article className="page past">
      <header>
        <p className="severity-line dim">
          <SeverityGlyph severity={severity} quiet />
          SEV{severity} · {status}
        </p>
        <h1 tabIndex={-1}>{title}</h1>
        <p className="dim">
          From <Moment atWallMs={startedAtWallMs} />
          {measures.durationMs !== null && `, it lasted ${duration(measures.durationMs)}`}
          {measures.toAcknowledgeMs !== null && `; acknowledged after ${duration(measures.toAcknowledgeMs)}`}.
        </p>
        {mergedInto !== null && <PartOf {...mergedInto} />}
        <div className="buttons">
          <OpenPostmortem incident={incident} />
          <Button onPress={() => go(store, { screen: 'history' })}>History</Button>
        </div>
      </header>
      <Judgements incident={incident} onJudged={again} />
      <section className="card" aria-labelledby="past-timeline">
        <h2 id="past-timeline">Timeline (UTC)</h2>
        <ol className="past-rows">
          {timeline.map(({ seq, atWallMs, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the first bad look shares the number of its event
            <li key={`${seq} ${index}`}>
              <time dateTime={new Date(atWallMs).toISOString()} title={`${timeOfDay(atWallMs)} local time`}>
                {new Date(atWallMs).toISOString().slice(5, 10)} {timeOfDay(atWallMs, 'utc')}
              </time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}
