import { sentence } from '../../electron/core/sentence.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk, useWindow } from '../store/context.ts';
import { useIncidentVerbs } from '../store/incident-verbs.ts';
import { go } from '../store/state.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Elapsed, Moment } from '../ui/time.tsx';
import { duration, timeOfDay } from '../ui/words.ts';
import type { Asked } from './incident-dialogs.tsx';

interface IncidentHeaderProps {
  readonly incident: IncidentView;
  readonly onAsk: (asked: Asked) => void;
  readonly onMute: () => void;
}

/** What it is, how bad, whose, since when; and the verbs that concern all of it. */
export function IncidentHeader({ incident, onAsk, onMute }: IncidentHeaderProps) {
  const { store } = useDesk();
  const verbs = useVerbs();
  const whole = useIncidentVerbs();
  const onResolve = (): void => onAsk({ what: 'resolve', incident });
  const onSeverity = (): void => onAsk({ what: 'severity', incident });
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
    const next = status === 'Mitigating' ? 'Investigating' : 'Mitigating';
    actions.push(
      { id: 'severity', label: 'Change the severity…', keys: 'v', group, run: onSeverity },
      {
        id: 'status',
        label: `Set the status to ${next}`,
        keys: 'g',
        group,
        run: () => whole.setStatus(incident, next, null),
      },
      {
        id: 'flag',
        label: 'Raise a breach or legal flag…',
        keys: 'f',
        group,
        run: () => onAsk({ what: 'flag', incident, flag: 'breach' }),
      },
      {
        id: 'merge',
        label: 'Merge into another incident…',
        keys: 'j',
        group,
        run: () => onAsk({ what: 'merge', incident }),
      },
      {
        id: 'split',
        label: 'Split an alert off…',
        keys: 'x',
        group,
        run: () => onAsk({ what: 'split', incident }),
      },
      { id: 'give-update', label: 'An update was given', keys: 'y', group, run: () => whole.giveUpdate(incident) },
    );
    if (!unowned)
      actions.push({
        id: 'give-back',
        label: 'Undo the acknowledgement',
        keys: 'shift+a',
        group,
        run: () => verbs.unacknowledge(incident),
      });
  }
  if (!open)
    actions.push({
      id: 'reopen',
      label: 'Open it again…',
      keys: 'shift+e',
      group,
      run: () => onAsk({ what: 'reopen', incident }),
    });
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
          {sentence(summary)} First bad look {timeOfDay(startedAtWallMs)}
          {open && (
            <>
              , <Elapsed sinceWallMs={startedAtWallMs} /> ago
            </>
          )}
          .
        </p>
      </div>
      {!open && (
        <div className="buttons">
          <Button keys="shift+e" onPress={() => onAsk({ what: 'reopen', incident })}>
            Open again…
          </Button>
        </div>
      )}
      {open && (
        <div className="buttons">
          {unowned ? (
            <Button kind="primary" keys="a" busy={saving} onPress={() => verbs.acknowledge(incident)}>
              {saving ? 'Saving…' : 'Acknowledge'}
            </Button>
          ) : (
            <Button keys="shift+a" busy={saving} onPress={() => verbs.unacknowledge(incident)}>
              Undo acknowledgement
            </Button>
          )}
          <Button keys="v" onPress={onSeverity}>
            Severity…
          </Button>
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
