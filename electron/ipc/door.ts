import { StoreError } from '../core/ports.ts';
import { COMMAND_NAMES, type CommandName, channelOf, type InputOf, type OutputOf, type Reply } from './contract.ts';
import { INPUTS } from './inputs.ts';
import { OUR_ORIGIN } from './origin.ts';
import { Refusal } from './refusal.ts';

/** Who sent a message; Electron's IpcMainInvokeEvent fits. The frame is null once it has navigated or gone. */
export interface Sender {
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}

/** Where messages arrive; Electron's ipcMain fits. */
export interface Channels {
  handle(channel: string, listener: (sender: Sender, ...inputs: unknown[]) => Promise<unknown>): void;
}

/** What answers each command. Throw a Refusal to say no; a StoreError is told as "not saved". */
export type Handlers = {
  readonly [Name in CommandName]: (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
};

/** For our own mistakes: the window is told nothing of `error`. */
export type LogMistake = (message: string, error: unknown) => void;

/** Answers every command of the contract, and only to our own page: sender, then shape, then the handler. */
export function openDoor(channels: Channels, handlers: Handlers, log: LogMistake): void {
  for (const name of COMMAND_NAMES) {
    channels.handle(channelOf(name), async (sender, ...inputs) => {
      if (!isOurs(sender)) {
        log(`Refused ${name} from a page that is not ours`, null);
        return refusal('refused', 'Only the window of Sevlight may ask this.');
      }
      if (inputs.length > 1) return refusal('invalid', `The command ${name} takes one input.`);
      return answer(name, inputs[0], handlers, log);
    });
  }
}

function isOurs(sender: Sender): boolean {
  try {
    const frame = sender.senderFrame;
    return frame !== null && frame.parent === null && frame.origin === OUR_ORIGIN;
  } catch {
    // A frame that has gone meanwhile throws when asked.
    return false;
  }
}

async function answer<Name extends CommandName>(
  name: Name,
  input: unknown,
  handlers: Handlers,
  log: LogMistake,
): Promise<Reply<OutputOf<Name>>> {
  const parsed = INPUTS[name].safeParse(input);
  if (!parsed.success) return refusal('invalid', `The window asked ${name} in a shape that is not known.`);
  try {
    return { ok: true, value: await handlers[name](parsed.data) };
  } catch (error) {
    if (error instanceof Refusal) return refusal(error.code, error.message);
    log(`The command ${name} failed`, error);
    if (error instanceof StoreError) return refusal('storage', error.message);
    return refusal('internal', 'That did not work, and it is our mistake. The log has the details.');
  }
}

function refusal(code: Refusal['code'], message: string): Reply<never> {
  return { ok: false, code, message };
}
