import type { MuteTarget } from '../events.ts';
import { severityLabel } from '../severity.ts';
import type { AppSnapshot, IncidentView, LadderRow, SourceView } from '../snapshot.ts';
import { hourFormat, shortened } from './words.ts';

export type MenuEntry =
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly action: TrayAction }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly MenuEntry[] }
  | { readonly kind: 'separator' };

/** What a person can ask for without the window. */
export type TrayAction =
  | { readonly id: 'open-window' }
  | { readonly id: 'open-incident'; readonly incidentId: string }
  | { readonly id: 'open-runbook'; readonly incidentId: string; readonly runbookId: string }
  | { readonly id: 'acknowledge'; readonly incidentId: string }
  | { readonly id: 'unacknowledge'; readonly incidentId: string }
  | { readonly id: 'copy'; readonly text: string }
  | { readonly id: 'mute'; readonly length: MuteLength }
  | { readonly id: 'unmute'; readonly target: MuteTarget }
  | { readonly id: 'look-now' }
  | { readonly id: 'restart-training' }
  | { readonly id: 'test-notification' }
  | { readonly id: 'quit' };

export type MuteLength = 'half-hour' | 'hour' | 'four-hours' | 'tomorrow';

const SEPARATOR: MenuEntry = { kind: 'separator' };
const MOST_OTHERS = 8;
const LABEL_LENGTH = 70;

/**
 * Everything that can be done now, the urgent first. Times are hours of the day, not ages: a menu that changes
 * while it is open closes on some systems.
 */
export function menu(snapshot: AppSnapshot, zone: string): readonly MenuEntry[] {
  const hour = hourFormat(zone);
  const open = snapshot.incidents.filter(({ resolvedAtWallMs }) => resolvedAtWallMs === null);
  const [worst, ...others] = open;
  return [
    ...state(snapshot),
    SEPARATOR,
    ...(worst === undefined ? [] : [...incident(worst, hour), ...otherIncidents(others, hour), SEPARATOR]),
    action('Look now', { id: 'look-now' }),
    sources(snapshot.sources, hour),
    ...muting(snapshot, hour),
    SEPARATOR,
    action('Open Sevlight', { id: 'open-window' }),
    ...(snapshot.training === null ? [] : [action('Restart the outage', { id: 'restart-training' })]),
    action('Send a test notification', { id: 'test-notification' }),
    SEPARATOR,
    action('Quit Sevlight', { id: 'quit' }),
  ];
}

function state({ mode, light, delivery }: AppSnapshot): MenuEntry[] {
  return [
    ...(mode === 'live' ? [] : [label(mode === 'training' ? 'TRAINING: a simulated system' : 'DRILL: a test')]),
    label(light.headline),
    ...(light.state === 'well' ? [] : [label(light.why)]),
    ...(delivery.available ? [] : [label(`Notifications unavailable: ${delivery.reason}`)]),
  ];
}

function incident(view: IncidentView, hour: (wallMs: number) => string): MenuEntry[] {
  const title = `[${severityLabel(view.severity)}] ${view.title}, since ${hour(view.startedAtWallMs)}`;
  const { id: incidentId, runbookId } = view;
  return [
    action(title, { id: 'open-incident', incidentId }),
    view.acknowledged === null
      ? action('Acknowledge', { id: 'acknowledge', incidentId })
      : action('Undo acknowledgement', { id: 'unacknowledge', incidentId }),
    ...(runbookId === null ? [] : [action('Open runbook', { id: 'open-runbook', incidentId, runbookId })]),
    ...callNext(view.ladder, hour),
  ];
}

/** Who is due by now; while nobody is, who comes next. */
function callNext(ladder: readonly LadderRow[], hour: (wallMs: number) => string): MenuEntry[] {
  const due = ladder.filter((row) => row.state === 'due');
  const rows = due.length > 0 ? due : ladder.filter((row) => row.state === 'coming').slice(0, 1);
  return rows.map((row) => {
    const who = row.person === null ? row.who : `${row.person} (${row.who})`;
    const from = row.dueWallMs === null || row.state === 'due' ? 'now' : `at ${hour(row.dueWallMs)}`;
    return row.phone === null
      ? label(`Call ${from}: ${who} – no number in the playbook`)
      : action(`Call ${from}: ${who} ${row.phone} – copy`, { id: 'copy', text: row.phone });
  });
}

function otherIncidents(others: readonly IncidentView[], hour: (wallMs: number) => string): MenuEntry[] {
  if (others.length === 0) return [];
  const listed = others.slice(0, MOST_OTHERS).map(
    (view): MenuEntry => ({
      kind: 'submenu',
      label: labelText(`[${severityLabel(view.severity)}] ${view.title}`),
      entries: incident(view, hour),
    }),
  );
  const rest = others.length - listed.length;
  const more = rest > 0 ? [action(`${rest} more in the window`, { id: 'open-window' })] : [];
  const name = others.length === 1 ? '1 other incident' : `${others.length} other incidents`;
  return [{ kind: 'submenu', label: name, entries: [...listed, ...more] }];
}

function sources(views: readonly SourceView[], hour: (wallMs: number) => string): MenuEntry {
  if (views.length === 0) return label('No source is configured');
  return {
    kind: 'submenu',
    label: 'Sources',
    entries: views.map((view) => {
      const looked = view.lookedAtWallMs === null ? 'never looked at' : `last look ${hour(view.lookedAtWallMs)}`;
      return label(`${view.name}: ${verdict(view)}, ${looked}`);
    }),
  };
}

function verdict({ stale, look }: SourceView): string {
  if (stale) return 'stale';
  switch (look?.verdict) {
    case 'ok':
      return 'ok';
    case 'bad':
      return 'bad';
    case 'unknown':
    case undefined:
      return 'unknown';
  }
}

function muting({ mutes }: AppSnapshot, hour: (wallMs: number) => string): MenuEntry[] {
  return [
    {
      kind: 'submenu',
      label: 'Mute…',
      entries: [
        label('Everything but SEV1'),
        action('For 30 minutes', { id: 'mute', length: 'half-hour' }),
        action('For 1 hour', { id: 'mute', length: 'hour' }),
        action('For 4 hours', { id: 'mute', length: 'four-hours' }),
        action('Until tomorrow 09:00', { id: 'mute', length: 'tomorrow' }),
      ],
    },
    ...mutes.map(({ target, label: what, untilWallMs }) =>
      action(`Unmute: ${what} (until ${hour(untilWallMs)})`, { id: 'unmute', target }),
    ),
  ];
}

function label(text: string): MenuEntry {
  return { kind: 'label', label: labelText(text) };
}

function action(text: string, what: TrayAction): MenuEntry {
  return { kind: 'action', label: labelText(text), action: what };
}

function labelText(text: string): string {
  return shortened(text, LABEL_LENGTH);
}
