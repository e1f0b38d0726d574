import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk, useWindow } from '../store/context.ts';
import { go } from '../store/state.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Elapsed, Moment } from '../ui/time.tsx';
import { duration, timeOfDay } from '../ui/words.ts';

interface IncidentHeaderProps {
  readonly incident: IncidentView;
  readonly onResolve: () => void;
  readonly onMute: () => void;
}

/** What it is, how bad, whose, since when; and the verbs that concern all of it. */
export function IncidentHeader({ incident, onResolve, onMute }: IncidentHeaderProps) {
  const { store } = useDesk();
  const verbs = useVerbs();
  const saving = useWindow((state) => state.saving.includes(incident.id));
  const { severity, status, title, acknowledged, summary, startedAtWallMs, resolvedAtWallMs } = incident;
  const open = status !== 'Resolved';
  const unowned = open && acknowledged === null;

  const group = 'Incident' as const;
  const actions: Action[] = [
    { id: 'back', label: 'Back to Now', keys: 'Escape', group, run: () => go(store, { screen: 'now' }) },
  ];
  if (unowned)
    actions.push({ id: 'acknowledge', label: 'Acknowledge', keys: 'a', group, run: () => verbs.acknowledge(incident) });
  if (open) {
    actions.push({ id: 'resolve', label: 'Resolve…', keys: 'e', group, run: onResolve });
    actions.push({ id: 'mute', label: 'Mute…', keys: 'm', group, run: onMute });
    if (!unowned)
      actions.push({
        id: 'give-back',
        label: 'Undo the acknowledgement',
        group,
        run: () => verbs.unacknowledge(incident),
      });
  }
  useActions(actions);

  return (
    <header className="incident-header">
      <div>
        <p className={open ? `severity-line sev${severity}` : 'severity-line dim'}>
          <SeverityGlyph severity={severity} owned={!unowned} quiet={!open} />
          <span>
            SEV{severity} · {status}
            {resolvedAtWallMs !== null && (
              <>
                {' '}
                <Moment atWallMs={resolvedAtWallMs} /> after {duration(resolvedAtWallMs - startedAtWallMs)}
              </>
            )}
            {unowned && ' · nobody owns this yet'}
            {open && acknowledged !== null && (
              <>
                {' '}
                · yours since <Moment atWallMs={acknowledged.atWallMs} />
              </>
            )}
          </span>
        </p>
        <h1 tabIndex={-1}>{title}</h1>
        <p className="dim incident-summary">
          {summary} First bad look {timeOfDay(startedAtWallMs)}
          {open && (
            <>
              , <Elapsed sinceWallMs={startedAtWallMs} /> ago
            </>
          )}
          .
        </p>
      </div>
      {open && (
        <div className="buttons">
          {unowned ? (
            <Button kind="primary" keys="a" busy={saving} onPress={() => verbs.acknowledge(incident)}>
              {saving ? 'Saving…' : 'Acknowledge'}
            </Button>
          ) : (
            <Button busy={saving} onPress={() => verbs.unacknowledge(incident)}>
              Undo acknowledgement
            </Button>
          )}
          <Button keys="m" onPress={onMute}>
            Mute…
          </Button>
          <Button keys="e" kind={unowned ? 'plain' : 'primary'} onPress={onResolve}>
            Resolve…
          </Button>
        </div>
      )}
    </header>
  );
}
