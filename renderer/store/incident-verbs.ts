import { useMemo } from 'react';
import type { AlertKey } from '../../electron/core/alerts/alert.ts';
import type { LadderFlag } from '../../electron/core/playbook/model.ts';
import type { Severity } from '../../electron/core/severity.ts';
import type { IncidentView, LadderRow } from '../../electron/core/snapshot.ts';
import type { Commander } from './commands.ts';
import { useDesk } from './context.ts';

export const FLAG_NAMES = { breach: 'Data breach', legal: 'Legal' } as const;

/** What can be done with an incident as a whole, its ladder and its flags. Each answers true once it is on disk. */
export type IncidentVerbs = ReturnType<typeof createIncidentVerbs>;

export function useIncidentVerbs(): IncidentVerbs {
  const { commander } = useDesk();
  return useMemo(() => createIncidentVerbs(commander), [commander]);
}

function createIncidentVerbs({ send }: Commander) {
  const commandId = (): string => crypto.randomUUID();
  const of = ({ id }: IncidentView) => ({ commandId: commandId(), incidentId: id });
  return {
    resolve: (incident: IncidentView, reason: string, isDespite: boolean) =>
      send({
        name: 'resolveIncident',
        input: { ...of(incident), reason, ...(isDespite ? { despite: 'data' as const } : {}) },
        label: `Resolve ${incident.title}`,
        about: incident.id,
        done: `Resolved: ${incident.title}.`,
      }),
    /** Answers the new incident's id, null where it was not saved. */
    async open(title: string, severity: Severity, runbookId: string | null): Promise<string | null> {
      const id = commandId();
      const saved = await send({
        name: 'openIncident',
        input: { commandId: id, title, severity, ...(runbookId === null ? {} : { runbookId }) },
        label: `Open ${title}`,
        about: 'open',
        done: `Opened: ${title} is yours.`,
      });
      return saved ? id : null;
    },
    setSeverity: (incident: IncidentView, to: Severity, reason: string) =>
      send({
        name: 'setSeverity',
        input: { ...of(incident), to, reason },
        label: `Make it a SEV${to}`,
        about: incident.id,
        done: `It is a SEV${to} now.`,
      }),
    setStatus: (incident: IncidentView, to: 'Investigating' | 'Mitigating', reason: string | null) =>
      send({
        name: 'setStatus',
        input: { ...of(incident), to, ...(reason === null ? {} : { reason }) },
        label: `Set the status to ${to}`,
        about: incident.id,
        done: `Status: ${to}.`,
      }),
    merge: (incident: IncidentView, into: IncidentView, reason: string) =>
      send({
        name: 'mergeIncident',
        input: { ...of(incident), into: into.id, reason },
        label: `Merge ${incident.title} into ${into.title}`,
        about: incident.id,
        done: `It goes on as part of ${into.title}.`,
      }),
    /** Answers the new incident's id, null where it was not saved. */
    async split(incident: IncidentView, alertKey: AlertKey, name: string, reason: string): Promise<string | null> {
      const input = { ...of(incident), alertKey, reason };
      const saved = await send({
        name: 'splitAlert',
        input,
        label: `Split ${name} off`,
        about: incident.id,
        done: `${name} is an incident of its own.`,
      });
      return saved ? input.commandId : null;
    },
    giveUpdate: (incident: IncidentView) =>
      send({
        name: 'giveUpdate',
        input: of(incident),
        label: 'Note the update',
        about: `update:${incident.id}`,
        done: 'Noted: an update was given.',
      }),
    called: (incident: IncidentView, { level, who, person }: LadderRow) =>
      send({
        name: 'ladderCalled',
        input: { ...of(incident), level, person: person ?? who },
        label: `Note the call to ${person ?? who}`,
        about: `ladder:${incident.id}`,
        done: `Noted: ${person ?? who} was called.`,
      }),
    noAnswer: (incident: IncidentView, { level, who, person, next }: LadderRow) =>
      send({
        name: 'ladderNoAnswer',
        input: { ...of(incident), level, person: person ?? who },
        label: `Note that ${person ?? who} did not answer`,
        about: `ladder:${incident.id}`,
        done: `Noted. Next in line: ${next ?? 'the next level'}.`,
      }),
    notNeeded: (incident: IncidentView, { level, who }: LadderRow, reason: string) =>
      send({
        name: 'ladderNotNeeded',
        input: { ...of(incident), level, reason },
        label: `Note that ${who} is not needed`,
        about: `ladder:${incident.id}`,
        done: `${who} is not called.`,
      }),
    raiseFlag: (incident: IncidentView, flag: LadderFlag, reason: string) =>
      send({
        name: 'raiseFlag',
        input: { ...of(incident), flag, reason },
        label: `Raise the flag: ${FLAG_NAMES[flag]}`,
        about: incident.id,
        done: `${FLAG_NAMES[flag]} flag raised. Call the level it asks for now.`,
      }),
    lowerFlag: (incident: IncidentView, flag: LadderFlag, reason: string) =>
      send({
        name: 'lowerFlag',
        input: { ...of(incident), flag, reason },
        label: `Take the flag back: ${FLAG_NAMES[flag]}`,
        about: incident.id,
        done: `${FLAG_NAMES[flag]} flag taken back.`,
      }),
  };
}
