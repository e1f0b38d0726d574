import { sentence } from '../../electron/core/sentence.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import { useDesk, useWindow } from '../store/context.ts';
import { go } from '../store/state.ts';
import { useVerbs } from '../store/verbs.ts';
import { urgentClock } from '../store/views.ts';
import { Button } from '../ui/button.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Countdown, Elapsed, Moment } from '../ui/time.tsx';
import { clockWords, timeOfDay } from '../ui/words.ts';

interface HeroProps {
  readonly incident: IncidentView;
  readonly onMute: () => void;
}

/** The one loud thing: the worst incident, loudest while nobody owns it. */
export function Hero({ incident, onMute }: HeroProps) {
  const { store } = useDesk();
  const verbs = useVerbs();
  const saving = useWindow((state) => state.saving.includes(incident.id));
  const { severity, acknowledged } = incident;
  const clock = urgentClock(incident);
  const next = clock?.kind === 'respond' ? incident.ladder.find(({ state }) => state === 'coming') : undefined;
  return (
    <section
      className={`panel hero hero-sev${severity}${acknowledged === null ? '' : ' owned'}`}
      aria-labelledby="hero-title"
    >
      <div className="hero-words">
        <p className={`severity-line sev${severity}`}>
          <SeverityGlyph severity={severity} owned={acknowledged !== null} />
          <span>
            SEV{severity} ·{' '}
            {acknowledged === null ? (
              'nobody owns this yet'
            ) : (
              <>
                yours since <Moment atWallMs={acknowledged.atWallMs} />
              </>
            )}
          </span>
        </p>
        <h1 id="hero-title" tabIndex={-1}>
          {incident.title}
        </h1>
        <p className="hero-summary">
          {sentence(incident.summary)} First bad look {timeOfDay(incident.startedAtWallMs)},{' '}
          <Elapsed sinceWallMs={incident.startedAtWallMs} /> ago.
        </p>
      </div>
      {clock !== null && (
        <div className={`hero-clock${acknowledged === null ? ` sev${severity}` : ''}`}>
          <Countdown dueWallMs={clock.dueWallMs} />
          <p>{clock.state === 'due' ? 'overdue' : clock.label}</p>
          <p>
            {clock.state === 'due'
              ? clockWords(clock)
              : next === undefined
                ? clock.reason
                : `${clock.reason}, then ${next.who}`}
          </p>
        </div>
      )}
      <div className="buttons hero-buttons">
        {acknowledged === null && (
          <Button kind="primary" keys="a" busy={saving} onPress={() => verbs.acknowledge(incident)}>
            {saving ? 'Saving…' : 'Acknowledge'}
          </Button>
        )}
        <Button
          kind={acknowledged === null ? 'plain' : 'primary'}
          keys="Enter"
          onPress={() => go(store, { screen: 'incident', incidentId: incident.id })}
        >
          Open runbook
        </Button>
        <Button keys="m" onPress={onMute}>
          Mute…
        </Button>
        {acknowledged !== null && (
          <Button keys="shift+a" busy={saving} onPress={() => verbs.unacknowledge(incident)}>
            {saving ? 'Saving…' : 'Undo acknowledgement'}
          </Button>
        )}
      </div>
    </section>
  );
}
