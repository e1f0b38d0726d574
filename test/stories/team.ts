import { lineOn } from '../../electron/core/engine/settings.ts';
import type { ClockRules } from '../../electron/core/incidents/clocks.ts';
import { nextInLine } from '../../electron/core/incidents/line.ts';
import type { ContactRole, LadderLevel, Person } from '../../electron/core/playbook/model.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import { timeline } from '../../electron/core/snapshot/timeline.ts';
import { HOUR_MS, MINUTE_MS } from '../../electron/core/time.ts';
import { aNight } from './night.ts';

const LADDER: readonly LadderLevel[] = [
  level(1, 'On-Call Engineer', 0, [1, 2, 3, 4]),
  level(2, 'Engineering Lead', 15 * MINUTE_MS, [1, 2]),
  level(3, 'CTO / Incident Commander', 30 * MINUTE_MS, [1]),
  { ...level(4, 'Legal / Compliance Team', null, [1, 2, 3, 4]), flags: ['breach', 'legal'] },
];

export const CLOCKS: ClockRules = {
  responseTimes: {
    1: { kind: 'within', ms: 15 * MINUTE_MS, text: '15 min' },
    2: { kind: 'within', ms: HOUR_MS, text: '1 hour' },
    3: { kind: 'within', ms: 4 * HOUR_MS, text: '4 hours' },
    4: { kind: 'next-business-day', text: 'next business day' },
  },
  ladder: LADDER,
  hours: officeHours('UTC'),
};

const CONTACTS = {
  contacts: {
    roles: [
      role('Engineering Lead', person('Ana Ruiz', '+1 202 555 0101'), person('Bo Lind', '+1 202 555 0102')),
      role('CTO', person('Cy Ward', '+1 202 555 0103'), person(null, null)),
      role('Legal', person('Di Moss', '+1 202 555 0104'), person(null, null)),
    ],
    vendors: [],
    channels: [],
  },
};

/** A night with a team to call: who answers is said by the story, and `log` tells it as the timeline does. */
export function aNightWithATeam(startWallMs?: number) {
  const night = aNight(
    {
      clocks: CLOCKS,
      initialResponse: ['Acknowledge it', 'Assess the severity', 'Communicate what is known', 'Resolve it'].map(
        (text, index) => ({
          id: `first-${index}`,
          text,
          inline: [],
          details: [],
          code: [],
          links: [],
          children: [],
          line: index,
        }),
      ),
      personFor: (clockId, incident) => {
        const to = LADDER.find((one) => `escalate-${one.level}` === clockId);
        if (to === undefined) return null;
        const next = nextInLine(lineOn(CONTACTS, to), incident.ladder[to.level]).person;
        return `${next?.name ?? to.who}, ${next?.phone ?? 'no number'}`;
      },
    },
    startWallMs,
  );

  function lineAt(number: number) {
    const to = LADDER.find((one) => one.level === number);
    if (to === undefined) throw new Error(`The ladder has no level ${number}.`);
    const { person: next, after } = nextInLine(lineOn(CONTACTS, to), night.incident().ladder[number]);
    return { level: number, who: to.who, person: next?.name ?? to.who, next: after?.name ?? null };
  }

  return {
    ...night,
    called(number: number) {
      const { level: at, who, person: name } = lineAt(number);
      const payload = { level: at, who, person: name };
      night.say([{ type: 'ladder-called', payload, incidentId: night.incident().id }]);
    },
    noAnswer(number: number) {
      night.say([{ type: 'ladder-no-answer', payload: lineAt(number), incidentId: night.incident().id }]);
    },
    raise(to: 1 | 2, reason: string) {
      const { id, severity } = night.incident();
      night.say([{ type: 'incident-severity-changed', payload: { from: severity, to, reason }, incidentId: id }]);
    },
    flag(reason: string) {
      night.say([{ type: 'flag-raised', payload: { flag: 'breach', reason }, incidentId: night.incident().id }]);
    },
    updateGiven() {
      const payload = { template: 'update', how: 'told', channel: null } as const;
      night.say([{ type: 'update-given', payload, incidentId: night.incident().id }]);
    },
    /** The night as its timelines tell it, `MM:SS text`; notices with the lines that name somebody. */
    log(): string {
      const rows = night.events().flatMap((event, seq) => {
        if (event.type === 'notice-intended') {
          const calls = event.payload.body.split('\n').filter((line) => /^(Call|An update)/.test(line));
          return [`${minutes(event.at.elapsedMs)} >> ${[event.payload.title, ...calls].join(' | ')}`];
        }
        if (event.incidentId === null) return [];
        return timeline([{ ...event, seq }])
          .filter(({ text }) => !text.startsWith('First bad look'))
          .map(({ text }) => `${minutes(event.at.elapsedMs)} ${text}`);
      });
      return `\n${rows.join('\n')}\n`;
    },
  };
}

function minutes(elapsedMs: number): string {
  const seconds = Math.round(elapsedMs / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

function level(
  number: number,
  who: string,
  afterMs: number | null,
  severities: LadderLevel['severities'],
): LadderLevel {
  return { level: number, who, condition: '', afterMs, severities, flags: [], line: number };
}

function role(name: string, primary: Person, backup: Person): ContactRole {
  return { role: name, primary, backup, line: 1 };
}

function person(name: string | null, phone: string | null): Person {
  return { text: name ?? 'TBD', name, phone, email: null };
}
