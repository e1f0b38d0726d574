import { randomUUID } from 'node:crypto';
import { createContactHandlers } from '../../electron/commands/contacts.ts';
import { createHandlers } from '../../electron/commands/handlers.ts';
import { createHandoverHandlers } from '../../electron/commands/handover.ts';
import { createHistoryHandlers } from '../../electron/commands/history.ts';
import { createPostmortemHandlers } from '../../electron/commands/postmortem.ts';
import type { Clock } from '../../electron/core/ports.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { House } from '../../electron/house.ts';
import { COMMAND_NAMES, type CommandName, channelOf, type OutputOf, type Reply } from '../../electron/ipc/contract.ts';
import { openDoor } from '../../electron/ipc/door.ts';
import { OUR_ORIGIN } from '../../electron/ipc/origin.ts';
import { GOOD_INPUTS } from '../ipc/asks.ts';

const SENDER = { senderFrame: { origin: OUR_ORIGIN, parent: null } };
/** After these there would be nothing left to ask about. */
const LAST: readonly CommandName[] = ['resolveIncident', 'mergeIncident', 'splitAlert', 'mute', 'setSeverity'];

export interface Desk {
  readonly house: House;
  readonly clock: Clock;
  /** Keeps what passes between window and main, what is exported, and what is copied. */
  readonly tell: (file: string, value: unknown) => void;
}

/**
 * Asks every command of the contract, through the door, as the window could, of every incident that is open, or of one
 * opened by hand: every step's question, every template to every channel, every export. Each reply is told.
 */
export async function askEverything({ house, clock, tell }: Desk): Promise<void> {
  const { publisher } = house.watching;
  const ask = openedDoor({ house, clock, tell });
  if (publisher.current().incidents.length === 0) {
    await ask('openIncident', { commandId: randomUUID(), title: 'Users report errors', severity: 1 });
  }
  const { incidents } = publisher.current();
  for (const incident of incidents) {
    const lists = [
      { list: 'initial-response', steps: house.playbook.initialResponse },
      ...house.playbook.runbooks.map(({ id, steps }) => ({ list: id, steps })),
    ];
    for (const { list, steps } of lists) {
      for (const { id, evidence } of steps) {
        if (evidence !== undefined) {
          await ask('askEvidence', { commandId: randomUUID(), incidentId: incident.id, list, stepId: id });
        }
      }
    }
    await sendAll(ask, incident);
  }
  const names = [...COMMAND_NAMES.filter((name) => !LAST.includes(name)), ...LAST];
  for (const name of names) {
    for (const input of GOOD_INPUTS[name]) {
      for (const incident of incidents) await ask(name, aimedAt(input, incident));
    }
  }
}

type AskWindow = <Name extends CommandName>(name: Name, input: unknown) => Promise<Reply<OutputOf<Name>>>;

function openedDoor({ house, clock, tell }: Desk): AskWindow {
  const { engine, publisher, lookNow } = house.watching;
  const { hours } = house.settings.clocks;
  const nowWallMs = () => clock.now().wallMs;
  const copyText = async (text: string) => {
    tell('clipboard.jsonl', text);
    return true;
  };
  const saveText = async (name: string, text: string) => {
    tell('exports.jsonl', [name, text]);
    return name;
  };
  const log = house.log;
  const listeners = new Map<string, (sender: typeof SENDER, ...inputs: unknown[]) => Promise<unknown>>();
  openDoor(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    createHandlers({
      engine,
      nowWallMs,
      now: clock.now,
      snapshot: publisher.current,
      playbook: house.playbook,
      evidence: house.evidence,
      messages: house.messages,
      contacts: createContactHandlers({
        book: house.contacts,
        playbook: house.playbook,
        zone: hours.zone,
        nowWallMs,
        newId: randomUUID,
        chooseFile: async () => null,
      }),
      postmortems: createPostmortemHandlers({
        log,
        playbook: house.playbook,
        runbookOf: house.runbookOf,
        hours,
        author: house.author,
        now: clock.now,
        say: engine.say,
        copyText,
        saveText,
      }),
      history: createHistoryHandlers({
        log,
        samples: house.samples,
        rules: house.settings.rules,
        sources: house.settings.sources.map(({ id }) => id),
        zone: hours.zone,
        nowWallMs,
        say: engine.say,
      }),
      handover: createHandoverHandlers({
        log,
        snapshot: publisher.current,
        author: house.author,
        nowWallMs,
        saveText,
      }),
      views: house.views,
      lookNow,
      copyText,
      openLink: async () => ({ ok: true }),
      testNotification: async () => 'Shown.',
      training: null,
    }),
    (message, error) => tell('mistakes.jsonl', [message, String(error)]),
  );
  return async (name, input) => {
    const reply = await listeners.get(channelOf(name))?.(SENDER, input);
    tell('ipc.jsonl', { name, input, reply });
    return reply as Reply<OutputOf<typeof name>>;
  };
}

/** The command's input, about this incident, under an id of its own. */
function aimedAt(input: unknown, { id, runbookId }: IncidentView): unknown {
  if (typeof input !== 'object' || input === null) return input;
  return {
    ...input,
    ...('commandId' in input ? { commandId: randomUUID() } : {}),
    ...('incidentId' in input ? { incidentId: id } : {}),
    ...('list' in input ? { list: runbookId ?? 'initial-response' } : {}),
  };
}

/** Every template, with everything that may go into it, to every channel that takes one. */
async function sendAll(ask: AskWindow, { id: incidentId }: IncidentView): Promise<void> {
  for (const template of ['initial', 'update', 'resolution'] as const) {
    const drafted = await ask('composeMessage', { incidentId, template, include: 'notes-and-people' });
    if (!drafted.ok) continue;
    const { text, channels } = drafted.value;
    for (const { kind, readers, unusable } of channels) {
      if (unusable !== null || text === '') continue;
      const words = { commandId: randomUUID(), incidentId, template, text };
      await ask('sendMessage', { ...words, channel: kind, readers });
    }
  }
}
