import { lazy, type RefObject, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { AppSnapshot } from '../electron/core/snapshot.ts';
import { IncidentScreen } from './incident/incident-screen.tsx';
import { NowScreen } from './now/now-screen.tsx';
import { RunbooksScreen } from './runbooks/runbooks-screen.tsx';
import { SettingsScreen } from './settings/settings-screen.tsx';
import type { Action } from './store/actions.ts';
import { useActions, useDesk, useWindow } from './store/context.ts';
import { usePreferences } from './store/preferences.ts';
import { go, type Place } from './store/state.ts';
import { useVerbs } from './store/verbs.ts';
import { Banners } from './ui/banners.tsx';
import { KeyHelp } from './ui/key-help.tsx';
import { LiveRegion } from './ui/live-region.tsx';
import { Nav, SCREENS } from './ui/nav.tsx';
import { Palette } from './ui/palette.tsx';

const HandoverScreen = lazy(() => import('./handover/handover-screen.tsx'));
const IncidentDialog = lazy(() => import('./incident/incident-dialogs.tsx'));
const HistoryScreen = lazy(() => import('./history/history-screen.tsx'));
const PostmortemScreen = lazy(() => import('./postmortem/postmortem-screen.tsx'));
const ContactsScreen = lazy(() => import('./contacts/contacts-screen.tsx'));

export function App() {
  const snapshot = useWindow((state) => state.snapshot);
  const problem = useWindow((state) => state.problem);
  if (snapshot === null) {
    return <p className="starting">{problem ?? 'Asking Sevlight what it sees…'}</p>;
  }
  return <Shell snapshot={snapshot} />;
}

type Overlay = 'palette' | 'keys' | 'incident';

function Shell({ snapshot }: { readonly snapshot: AppSnapshot }) {
  const place = useWindow((state) => state.place);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const main = useRef<HTMLElement>(null);
  const close = (): void => setOverlay(null);
  useShellActions(setOverlay);
  useKeyboard();
  useFocusOnMove(main, place);
  useEffect(() => {
    document.title = `${snapshot.light.headline} · Sevlight`;
  }, [snapshot.light.headline]);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Nav snapshot={snapshot} place={place} />
      <div className="content">
        <Banners snapshot={snapshot} />
        <main id="main" ref={main} tabIndex={-1}>
          <CurrentScreen snapshot={snapshot} place={place} />
        </main>
      </div>
      <LiveRegion light={snapshot.light} />

      {overlay === 'palette' && <Palette snapshot={snapshot} onClose={close} />}
      {overlay === 'keys' && <KeyHelp onClose={close} />}
      {overlay === 'incident' && (
        <Suspense>
          <IncidentDialog asked={{ what: 'open' }} snapshot={snapshot} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}

function CurrentScreen({ snapshot, place }: { readonly snapshot: AppSnapshot; readonly place: Place }) {
  switch (place.screen) {
    case 'now':
      return <NowScreen snapshot={snapshot} />;
    case 'incident':
      return <IncidentScreen snapshot={snapshot} incidentId={place.incidentId} />;
    case 'runbooks':
      return <RunbooksScreen snapshot={snapshot} runbookId={place.runbookId} />;
    case 'history':
      return (
        <Suspense fallback={<h1 tabIndex={-1}>History</h1>}>
          <HistoryScreen snapshot={snapshot} />
        </Suspense>
      );
    case 'contacts':
      return (
        <Suspense fallback={<h1 tabIndex={-1}>Contacts</h1>}>
          <ContactsScreen snapshot={snapshot} />
        </Suspense>
      );
    case 'postmortem':
      return (
        <Suspense fallback={<h1 tabIndex={-1}>Post-mortem</h1>}>
          <PostmortemScreen key={place.incidentId} incidentId={place.incidentId} />
        </Suspense>
      );
    case 'handover':
      return (
        <Suspense fallback={<h1 tabIndex={-1}>Handover</h1>}>
          <HandoverScreen />
        </Suspense>
      );
    case 'settings':
      return <SettingsScreen snapshot={snapshot} />;
  }
}

function useShellActions(setOverlay: (overlay: Overlay) => void): void {
  const { store } = useDesk();
  const verbs = useVerbs();
  const actions: Action[] = [
    ...SCREENS.map(
      ({ label, place, keys }): Action => ({
        id: label,
        label: `Go to ${label}`,
        keys,
        group: 'Screens',
        run: () => go(store, place),
      }),
    ),
    { id: 'look', label: 'Look now', keys: 'l', group: 'Everywhere', run: () => verbs.lookNow() },
    {
      id: 'open-incident',
      label: 'Open an incident…',
      keys: 'o',
      group: 'Everywhere',
      run: () => setOverlay('incident'),
    },
    {
      id: 'handover',
      label: 'Handover page',
      keys: 'h',
      group: 'Everywhere',
      run: () => go(store, { screen: 'handover' }),
    },
    { id: 'palette', label: 'All commands', keys: 'mod+k', group: 'Everywhere', run: () => setOverlay('palette') },
    { id: 'keys', label: 'All keys', keys: '?', group: 'Everywhere', run: () => setOverlay('keys') },
  ];
  useActions(actions);
}

function useKeyboard(): void {
  const { actions } = useDesk();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      actions.press(event, usePreferences.getState().singleKeys);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [actions]);
}

/** A new place starts at its heading and at its top, for eyes and for the screen reader. */
function useFocusOnMove(main: RefObject<HTMLElement | null>, place: Place): void {
  const before = useRef(place);
  useLayoutEffect(() => {
    if (before.current === place) return;
    before.current = place;
    main.current?.scrollTo(0, 0);
    const heading = main.current?.querySelector('h1');
    (heading ?? main.current)?.focus({ preventScroll: true });
  }, [main, place]);
}
