import { randomUUID } from 'node:crypto';
import type { Clock } from '../../electron/core/ports.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { House } from '../../electron/house.ts';
import { houseHandlers } from '../../electron/house-handlers.ts';
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
  const copyText = async (text: string) => {
    tell('clipboard.jsonl', text);
    return true;
  };
  const saveText = async (name: string, text: string) => {
    tell('exports.jsonl', [name, text]);
    return name;
  };
  const listeners = new Map<string, (sender: typeof SENDER, ...inputs: unknown[]) => Promise<unknown>>();
  openDoor(
    { handle: (channel, listener) => void listeners.set(channel, listener) },
    houseHandlers(house, clock, {
      lookNow: house.watching.lookNow,
      copyText,
      saveText,
      openLink: async () => ({ ok: true }),
      chooseFile: async () => null,
      newId: randomUUID,
      testNotification: async () => 'Shown.',
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
