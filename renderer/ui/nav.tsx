import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { useDesk } from '../store/context.ts';
import { go, type Place } from '../store/state.ts';
import { openIncidents } from '../store/views.ts';
import { SeverityGlyph, StateGlyph } from './glyph.tsx';
import { keyName } from './key-name.ts';
import { Age } from './time.tsx';
import { count } from './words.ts';

export const SCREENS: readonly { readonly label: string; readonly place: Place; readonly keys: string }[] = [
  { label: 'Now', place: { screen: 'now' }, keys: '1' },
  { label: 'Incidents', place: { screen: 'incident', incidentId: null }, keys: '2' },
  { label: 'Runbooks', place: { screen: 'runbooks', runbookId: null }, keys: '3' },
  { label: 'History', place: { screen: 'history' }, keys: '4' },
  { label: 'Contacts', place: { screen: 'contacts' }, keys: '5' },
  { label: 'Settings', place: { screen: 'settings' }, keys: '6' },
];

interface NavProps {
  readonly snapshot: AppSnapshot;
  readonly place: Place;
}

/** Where one can go, the light itself, and how fresh what one sees is. */
export function Nav({ snapshot, place }: NavProps) {
  const { store } = useDesk();
  const { light } = snapshot;
  const open = openIncidents(snapshot);
  const worst = open[0];
  const lookedAt = Math.max(
    ...snapshot.sources.map(({ lookedAtWallMs }) => lookedAtWallMs ?? Number.NEGATIVE_INFINITY),
  );
  return (
    <nav className="nav" aria-label="Screens">
      <p className="brand">
        {light.state === 'alarm' && light.severity !== null ? (
          <SeverityGlyph severity={light.severity} owned={light.owned} />
        ) : (
          <StateGlyph state={light.state === 'alarm' ? 'unknown' : light.state} />
        )}
        Sevlight
      </p>
      <ul>
        {SCREENS.map(({ label, place: target, keys }) => (
          <li key={label}>
            <a
              href={`#${target.screen}`}
              aria-current={target.screen === place.screen ? 'page' : undefined}
              aria-keyshortcuts={keyName(keys, 'aria')}
              onClick={(event) => {
                event.preventDefault();
                go(store, target);
              }}
            >
              {label}
              {target.screen === 'incident' && worst !== undefined && (
                <span className={`count sev${worst.severity}`}>
                  {open.length}
                  <span className="sr"> open, the worst is SEV{worst.severity}</span>
                </span>
              )}
              {target.screen === 'settings' && snapshot.problems.length > 0 && (
                <span className="count dim">
                  {snapshot.problems.length}
                  <span className="sr"> {snapshot.problems.length === 1 ? 'problem' : 'problems'}</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
      <div className="nav-foot">
        <p>{snapshot.environment}</p>
        <p>
          {Number.isFinite(lookedAt) ? (
            <>
              looked <Age atWallMs={lookedAt} />
            </>
          ) : (
            'not looked yet'
          )}
        </p>
        {light.muted && <p>{snapshot.mutes.length === 0 ? 'muted' : count(snapshot.mutes.length, 'mute')}</p>}
        <p>
          <kbd>{keyName('mod+k')}</kbd> commands
        </p>
      </div>
    </nav>
  );
}
