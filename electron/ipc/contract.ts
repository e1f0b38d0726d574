import type { MuteTarget } from '../core/events.ts';
import type { Playbook } from '../core/playbook/model.ts';
import type { AppSnapshot } from '../core/snapshot.ts';
import type { Ask } from './ask.ts';
import type { ChecklistCommands } from './checklist-commands.ts';
import type { ContactCommands } from './contact-commands.ts';
import type { HistoryCommands } from './history-commands.ts';
import type { IncidentCommands } from './incident-commands.ts';
import type { LadderCommands } from './ladder-commands.ts';
import type { MessageCommands } from './message-commands.ts';
import type { PostmortemCommands } from './postmortem-commands.ts';

/** What the window asks of main: the verb, its input, its answer. */
export interface Commands
  extends IncidentCommands,
    ChecklistCommands,
    LadderCommands,
    MessageCommands,
    ContactCommands,
    PostmortemCommands,
    HistoryCommands {
  readonly snapshot: { readonly input: undefined; readonly output: AppSnapshot };
  readonly playbook: { readonly input: undefined; readonly output: Playbook };
  readonly mute: {
    readonly input: Ask & { readonly target: MuteTarget; readonly forMs: number; readonly reason?: string };
    readonly output: null;
  };
  readonly unmute: { readonly input: Ask & { readonly target: MuteTarget }; readonly output: null };
  readonly lookNow: { readonly input: undefined; readonly output: null };
  readonly copyText: { readonly input: { readonly text: string }; readonly output: null };
  readonly openLink: { readonly input: { readonly url: string }; readonly output: null };
  /** Shows a test notification the way an alarm comes; answers in words how it was shown, or why not. */
  readonly testNotification: { readonly input: undefined; readonly output: string };
  readonly training: { readonly input: { readonly action: 'restart' | 'end-outage' }; readonly output: null };
  /** The window has shown this view request; it is not repeated. */
  readonly viewShown: { readonly input: { readonly viewId: number }; readonly output: null };
}

/** What main tells the window. */
export interface Pushes {
  readonly snapshot: AppSnapshot;
}

export type CommandName = keyof Commands;
export type PushName = keyof Pushes;
export type InputOf<Name extends CommandName> = Commands[Name]['input'];
export type OutputOf<Name extends CommandName> = Commands[Name]['output'];

/** `code` is for the program, `message` for the person: what was wrong and what to do. */
export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: RefusalCode; readonly message: string };

/** invalid: the input's shape · unknown: no such incident or step · refused: not allowed now · storage: not saved · internal */
export type RefusalCode = 'invalid' | 'unknown' | 'refused' | 'storage' | 'internal';

const COMMANDS: { readonly [Name in CommandName]: Name } = {
  snapshot: 'snapshot',
  playbook: 'playbook',
  acknowledge: 'acknowledge',
  unacknowledge: 'unacknowledge',
  doStep: 'doStep',
  undoStep: 'undoStep',
  skipStep: 'skipStep',
  timeStep: 'timeStep',
  askEvidence: 'askEvidence',
  reveal: 'reveal',
  resolveIncident: 'resolveIncident',
  openIncident: 'openIncident',
  setSeverity: 'setSeverity',
  setStatus: 'setStatus',
  mergeIncident: 'mergeIncident',
  splitAlert: 'splitAlert',
  giveUpdate: 'giveUpdate',
  ladderCalled: 'ladderCalled',
  ladderNoAnswer: 'ladderNoAnswer',
  ladderNotNeeded: 'ladderNotNeeded',
  raiseFlag: 'raiseFlag',
  lowerFlag: 'lowerFlag',
  handover: 'handover',
  exportHandover: 'exportHandover',
  addNote: 'addNote',
  composeMessage: 'composeMessage',
  checkMessage: 'checkMessage',
  sendMessage: 'sendMessage',
  copyMessage: 'copyMessage',
  retryMessage: 'retryMessage',
  cancelMessage: 'cancelMessage',
  confirmMessage: 'confirmMessage',
  contacts: 'contacts',
  searchContacts: 'searchContacts',
  chooseContactsFile: 'chooseContactsFile',
  importContacts: 'importContacts',
  dropContacts: 'dropContacts',
  confirmContact: 'confirmContact',
  takeOver: 'takeOver',
  postmortem: 'postmortem',
  editPostmortem: 'editPostmortem',
  revertPostmortem: 'revertPostmortem',
  setPostmortemState: 'setPostmortemState',
  setActionItem: 'setActionItem',
  exportPostmortem: 'exportPostmortem',
  history: 'history',
  pastIncident: 'pastIncident',
  judgeAlert: 'judgeAlert',
  replay: 'replay',
  mute: 'mute',
  unmute: 'unmute',
  lookNow: 'lookNow',
  copyText: 'copyText',
  openLink: 'openLink',
  testNotification: 'testNotification',
  training: 'training',
  viewShown: 'viewShown',
};

const PUSHES: { readonly [Name in PushName]: Name } = { snapshot: 'snapshot' };

export const COMMAND_NAMES: readonly CommandName[] = Object.values(COMMANDS);
export const PUSH_NAMES: readonly PushName[] = Object.values(PUSHES);

/** The channel of a command (asked) or push (told); the two ways cannot be confused. */
export function channelOf(name: CommandName | PushName): string {
  return `sevlight:${name}`;
}

/** What the preload puts on `window.sevlight`. `on` answers the function that ends the subscription. */
export type Bridge = {
  readonly [Name in CommandName]: (input: InputOf<Name>) => Promise<Reply<OutputOf<Name>>>;
} & {
  readonly on: <Name extends PushName>(name: Name, listener: (value: Pushes[Name]) => void) => () => void;
};
