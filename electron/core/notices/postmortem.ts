import type { AppMode } from '../events.ts';
import type { Addressed } from '../incidents/follow.ts';
import { clockTime } from '../messages/times.ts';
import { type Backlog, type Reminder, remindersDue } from '../postmortem/open-work.ts';
import type { WorkingHours } from '../schedule/working-hours.ts';
import { severityLabel } from '../severity.ts';
import type { Instant } from '../time.ts';

/** Post-mortems that are due within a day or overdue: each is said once. */
export function planReminders(
  backlog: Backlog,
  now: Instant,
  hours: WorkingHours,
  mode: AppMode,
  newId: () => string,
): readonly Addressed[] {
  const mark = mode === 'live' ? '' : `${mode.toUpperCase()} `;
  return remindersDue(backlog, now, hours).map((reminder) => ({
    type: 'notice-intended',
    incidentId: reminder.work.incidentId,
    payload: {
      noticeId: newId(),
      kind: 'postmortem',
      severity: null,
      title: `${mark}Post-mortem ${reminder.about === 'due' ? 'overdue' : 'due soon'}: ${reminder.work.title}`,
      body: body(reminder, now, hours),
      replaces: null,
      about: reminder.about,
      covers: [],
    },
  }));
}

function body({ work, about, dueWallMs }: Reminder, now: Instant, { zone }: WorkingHours): string {
  const when = clockTime(dueWallMs, now.wallMs, zone);
  const due = about === 'due' ? `It was due ${when}.` : `It is due ${when}.`;
  return `A ${severityLabel(work.severity)} asks for one. ${due} State: ${work.state}.`;
}
