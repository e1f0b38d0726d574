import { type ContactParts, createContactHandlers } from './commands/contacts.ts';
import { createHandlers, type HandlerParts } from './commands/handlers.ts';
import { createHandoverHandlers } from './commands/handover.ts';
import { createHistoryHandlers } from './commands/history.ts';
import { createPostmortemHandlers, type PostmortemParts } from './commands/postmortem.ts';
import type { Clock } from './core/ports.ts';
import type { House } from './house.ts';
import type { Handlers } from './ipc/door.ts';

/** What commands need of a desktop. */
export interface Hands
  extends Pick<HandlerParts, 'lookNow' | 'copyText' | 'openLink' | 'testNotification'>,
    Pick<PostmortemParts, 'saveText'>,
    Pick<ContactParts, 'chooseFile' | 'newId'> {}

/** What answers each command of a house. */
export function houseHandlers(house: House, { now }: Clock, hands: Hands): Handlers {
  const { playbook, log, author, settings } = house;
  const { engine, publisher } = house.watching;
  const { hours } = settings.clocks;
  const { copyText, saveText } = hands;
  const snapshot = publisher.current;
  const nowWallMs = () => now().wallMs;
  const { say } = engine;
  return createHandlers({
    ...hands,
    engine,
    nowWallMs,
    now,
    snapshot,
    playbook,
    evidence: house.evidence,
    messages: house.messages,
    contacts: createContactHandlers({
      book: house.contacts,
      playbook,
      zone: hours.zone,
      nowWallMs,
      newId: hands.newId,
      chooseFile: hands.chooseFile,
    }),
    postmortems: createPostmortemHandlers({
      log,
      playbook,
      runbookOf: house.runbookOf,
      hours,
      author,
      now,
      say,
      copyText,
      saveText,
    }),
    history: createHistoryHandlers({
      log,
      samples: house.samples,
      rules: settings.rules,
      sources: settings.sources.map(({ id }) => id),
      zone: hours.zone,
      nowWallMs,
      say,
    }),
    handover: createHandoverHandlers({ log, snapshot, author, nowWallMs, saveText }),
    views: house.views,
    training: house.training,
  });
}
