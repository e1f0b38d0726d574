import type { AppSnapshot, Problem } from '../../electron/core/snapshot.ts';
import { useActions, useWindow } from '../store/context.ts';
import { type Preferences, setPreferences, usePreferences } from '../store/preferences.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { duration } from '../ui/words.ts';

const THEMES: readonly { readonly theme: Preferences['theme']; readonly label: string }[] = [
  { theme: 'system', label: 'As the system' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
];

/** What to mend before an incident, what is configured, and how this window behaves. */
export function SettingsScreen({ snapshot }: { readonly snapshot: AppSnapshot }) {
  const verbs = useVerbs();
  const preferences = usePreferences();
  const lookingNow = useWindow((state) => state.saving.includes('look'));
  const testing = useWindow((state) => state.saving.includes('test-notification'));
  useActions([
    {
      id: 'test-notification',
      label: 'Send a test notification',
      keys: 't',
      group: 'Settings',
      run: () => void verbs.testNotification(),
    },
    ...THEMES.map(({ theme, label }) => ({
      id: `theme ${theme}`,
      label: `Colours: ${label.toLowerCase()}`,
      group: 'Settings' as const,
      run: () => setPreferences({ theme }),
    })),
  ]);
  const { problems, sources, delivery, training, playbook } = snapshot;
  return (
    <div className="page">
      <h1 tabIndex={-1}>Settings</h1>
      <section aria-labelledby="problems-title">
        <h2 id="problems-title">To mend before an incident</h2>
        {problems.length === 0 ? <p>Nothing is missing.</p> : <ProblemList problems={problems} />}
      </section>
      <section aria-labelledby="watched-title">
        <h2 id="watched-title">Watched: {snapshot.environment}</h2>
        <ul className="panel rows">
          {sources.map(({ id, name, address, intervalMs }) => (
            <li key={id} className="setting">
              <span>{name}</span>
              <span className="dim address">{address}</span>
              <span className="dim">every {duration(intervalMs)}</span>
            </li>
          ))}
          {sources.length === 0 && (
            <li className="empty">Nothing yet. Set HEALTH_URL, or write the configuration file.</li>
          )}
        </ul>
        <Button keys="l" busy={lookingNow} onPress={() => verbs.lookNow()}>
          Look now
        </Button>
      </section>
      <section aria-labelledby="speaks-title">
        <h2 id="speaks-title">Notifications</h2>
        <p>
          {delivery.available ? 'Available.' : 'Unavailable.'} <span className="dim">{delivery.reason}</span>
        </p>
        <Button keys="t" busy={testing} onPress={() => verbs.testNotification()}>
          Send a test notification
        </Button>
      </section>
      <section aria-labelledby="playbook-title">
        <h2 id="playbook-title">Playbook</h2>
        <p>
          {playbook.title}{' '}
          <span className="dim">
            {playbook.origin === 'built-in' ? 'built in, until you name your own' : 'your team’s document'}
          </span>
        </p>
      </section>
      {training !== null && (
        <section aria-labelledby="training-title">
          <h2 id="training-title">Training</h2>
          <p>
            {training.title}. <span className="dim">{training.note}</span>
          </p>
          <Button keys="shift+t" onPress={() => verbs.training('restart')}>
            Restart the training
          </Button>
        </section>
      )}
      <section aria-labelledby="window-title">
        <h2 id="window-title">This window</h2>
        <fieldset>
          <legend>Colours</legend>
          <div className="choices">
            {THEMES.map(({ theme, label }) => (
              <label className="choice" key={theme}>
                <input
                  type="radio"
                  name="theme"
                  checked={preferences.theme === theme}
                  onChange={() => setPreferences({ theme })}
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <label className="choice">
          <input
            type="checkbox"
            checked={preferences.singleKeys}
            onChange={(event) => setPreferences({ singleKeys: event.target.checked })}
          />
          <span>
            A single key is a command <span className="dim">Off: only Ctrl or Cmd with K, and the buttons.</span>
          </span>
        </label>
      </section>
    </div>
  );
}

function ProblemList({ problems }: { readonly problems: readonly Problem[] }) {
  return (
    <ul className="panel rows">
      {problems.map(({ area, severity, message }) => (
        <li key={`${area} ${message}`} className="setting problem">
          <span className={severity === 'error' ? 'sev1' : 'sev3'}>{severity === 'error' ? 'To fix' : 'To check'}</span>
          <span>{message}</span>
          <span className="dim">{area}</span>
        </li>
      ))}
    </ul>
  );
}
