import type { Addressed } from '../core/incidents/follow.ts';
import { PRESERVE_LIST, PRESERVE_STEPS } from '../core/incidents/preserve.ts';
import type { Playbook } from '../core/playbook/model.ts';
import type { AppSnapshot } from '../core/snapshot.ts';
import type { Instant } from '../core/time.ts';
import type { Handlers } from '../ipc/door.ts';
import { Refusal } from '../ipc/refusal.ts';
import type { Engine } from '../runtime/engine.ts';
import type { Evidence } from '../runtime/evidence.ts';
import type { ViewRequests } from '../runtime/view-requests.ts';
import type { ContactHandlers } from './contacts.ts';
import { askEvidence, reveal } from './evidence.ts';
import type { HandoverHandlers } from './handover.ts';
import type { HistoryHandlers } from './history.ts';
import { createIncidentHandlers } from './incident-handlers.ts';
import {
  acknowledge,
  addNote,
  doStep,
  type StepsOf,
  skipStep,
  timeStep,
  unacknowledge,
  undoStep,
} from './incidents.ts';
import { createMessageHandlers, type MessageDesk } from './messages.ts';
import { mute, unmute } from './mutes.ts';
import type { PostmortemHandlers } from './postmortem.ts';

export interface HandlerParts {
  readonly engine: Engine;
  readonly nowWallMs: () => number;
  readonly now: () => Instant;
  readonly snapshot: () => AppSnapshot;
  readonly playbook: Playbook;
  readonly evidence: Evidence;
  readonly messages: MessageDesk;
  readonly contacts: ContactHandlers;
  readonly postmortems: PostmortemHandlers;
  readonly history: HistoryHandlers;
  readonly handover: HandoverHandlers;
  readonly views: ViewRequests;
  readonly lookNow: () => void;
  readonly copyText: (text: string) => Promise<boolean>;
  readonly openLink: (url: string) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>;
  readonly testNotification: () => Promise<string>;
  /** Null where a real system is watched. */
  readonly training: { readonly restart: () => void; readonly endOutage: () => void } | null;
}

/** What answers each command: from the window by way of the door, from the tray's menu directly. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { engine, playbook, nowWallMs } = parts;
  const incidents = () => engine.state().incidents;
  const say = ({ commandId }: { readonly commandId: string }, events: readonly Addressed[]): null => {
    engine.say(commandId, events);
    return null;
  };
  const stepsOf: StepsOf = (list) =>
    list === PRESERVE_LIST
      ? PRESERVE_STEPS
      : list === 'initial-response'
        ? playbook.initialResponse
        : playbook.runbooks.find(({ id }) => id === list)?.steps;

  async function copyText(text: string): Promise<void> {
    if (!(await parts.copyText(text))) throw new Refusal('refused', 'The system did not take it to the clipboard.');
  }

  return {
    snapshot: () => parts.snapshot(),
    playbook: () => playbook,
    acknowledge: (input) => say(input, acknowledge(incidents(), input, nowWallMs())),
    unacknowledge: (input) => say(input, unacknowledge(incidents(), input)),
    doStep: (input) => say(input, doStep(incidents(), input, stepsOf)),
    undoStep: (input) => say(input, undoStep(incidents(), input, stepsOf)),
    skipStep: (input) => say(input, skipStep(incidents(), input, stepsOf)),
    timeStep: (input) => say(input, timeStep(incidents(), input, stepsOf)),
    askEvidence: (input) => askEvidence(incidents(), parts.evidence, input, stepsOf),
    reveal: (input) => reveal(incidents(), parts.evidence, input),
    ...createIncidentHandlers({ engine, playbook, snapshot: parts.snapshot, now: parts.now, say }),
    addNote: (input) => say(input, addNote(incidents(), input)),
    ...createMessageHandlers({ engine, desk: parts.messages, copyText }),
    ...parts.contacts,
    ...parts.postmortems,
    ...parts.history,
    ...parts.handover,
    mute: (input) => say(input, mute(input, nowWallMs())),
    unmute: (input) => say(input, unmute(engine.state().mutes, input)),
    lookNow: () => {
      parts.lookNow();
      return null;
    },
    copyText: async ({ text }) => {
      await copyText(text);
      return null;
    },
    openLink: async ({ url }) => {
      const opened = await parts.openLink(url);
      if (!opened.ok) throw new Refusal('refused', opened.reason);
      return null;
    },
    testNotification: parts.testNotification,
    training: ({ action }) => {
      if (parts.training === null)
        throw new Refusal('refused', 'A real system is watched: there is no drill to steer.');
      if (action === 'restart') parts.training.restart();
      else parts.training.endOutage();
      return null;
    },
    viewShown: ({ viewId }) => {
      parts.views.shown(viewId);
      return null;
    },
  };
}
