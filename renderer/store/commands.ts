import type { Bridge, CommandName, InputOf, OutputOf, Reply } from '../../electron/ipc/contract.ts';
import { type FailedCommand, type SentCommand, say, type WindowStore } from './state.ts';

export interface Commander {
  /** Sends a command; true once main has it on disk. A refusal stays in `failures` until it is retried or put away. */
  send<Name extends CommandName>(command: SentCommand<Name>): Promise<boolean>;
  /** Sends a failed one again under its own id: what was saved after all is not done twice. */
  retry(failed: FailedCommand): Promise<boolean>;
  dismiss(failed: FailedCommand): void;
}

export function createCommander(bridge: Bridge, store: WindowStore): Commander {
  let failureId = 0;

  async function send<Name extends CommandName>(command: SentCommand<Name>): Promise<boolean> {
    store.setState(({ saving }) => ({ saving: [...saving, command.about] }));
    const reply = await ask(bridge, command.name, command.input);
    store.setState(({ saving }) => ({ saving: without(saving, command.about) }));
    if (reply.ok) {
      // What main answers in words knows more than we do.
      const words = typeof reply.value === 'string' ? reply.value : command.done;
      if (words !== null) say(store, words);
      return true;
    }
    failureId += 1;
    const failed: FailedCommand = { id: failureId, command, message: reply.message };
    store.setState(({ failures }) => ({ failures: [...failures, failed] }));
    return false;
  }

  function dismiss(failed: FailedCommand): void {
    store.setState(({ failures }) => ({ failures: failures.filter(({ id }) => id !== failed.id) }));
  }

  return {
    send,
    dismiss,
    retry(failed) {
      dismiss(failed);
      return send(failed.command);
    },
  };
}

/** The bridge without its subscriptions, so that a verb and its input stay one pair. */
type AskBridge = { readonly [Name in CommandName]: (input: InputOf<Name>) => Promise<Reply<OutputOf<Name>>> };

async function ask<Name extends CommandName>(
  bridge: AskBridge,
  name: Name,
  input: InputOf<Name>,
): Promise<Reply<OutputOf<Name>>> {
  try {
    return await bridge[name](input);
  } catch (error) {
    return { ok: false, code: 'internal', message: `Sevlight did not answer: ${String(error)}` };
  }
}

function without(list: readonly string[], item: string): readonly string[] {
  const at = list.indexOf(item);
  return at === -1 ? list : [...list.slice(0, at), ...list.slice(at + 1)];
}
