import type { AlertKey } from '../core/alerts/alert.ts';
import type { ContactsView, FoundPeople, ImportPreview } from '../core/contacts/views.ts';
import type { MuteTarget } from '../core/events.ts';
import type { Revealed } from '../core/evidence/question.ts';
import type { Judgement } from '../core/history/judgement.ts';
import type { PastIncident } from '../core/history/past.ts';
import type { HistoryFilter, HistoryReport } from '../core/history/report.ts';
import type { MessageWarning } from '../core/messages/check.ts';
import type { ChannelKind, ChannelView } from '../core/messages/message.ts';
import type { LadderFlag, Playbook, TemplateKind } from '../core/playbook/model.ts';
import type { Suggestion } from '../core/postmortem/check.ts';
import type { Postmortem, Share } from '../core/postmortem/compose.ts';
import type { ItemStatus, PostmortemState } from '../core/postmortem/record.ts';
import type { Severity } from '../core/severity.ts';
import type { AppSnapshot, TimelineRow } from '../core/snapshot.ts';

/** Every command that changes something carries an id made by the window: said twice, it is done once. */
export interface Ask {
  readonly commandId: string;
}

export interface StepAsk extends Ask {
  readonly incidentId: string;
  /** A runbook's id, or `initial-response`. */
  readonly list: string;
  readonly stepId: string;
}

export interface LevelAsk extends Ask {
  readonly incidentId: string;
  readonly level: number;
}

export interface FlagAsk extends Ask {
  readonly incidentId: string;
  readonly flag: LadderFlag;
  readonly reason: string;
}

/** `include`: the bare facts, or beside them people's notes, people's data (e-mail addresses and the like), or both. */
export interface MessageAsk {
  readonly incidentId: string;
  readonly template: TemplateKind;
  readonly include: 'facts' | 'notes' | 'people' | 'notes-and-people';
}

export interface MessageDraft {
  readonly text: string;
  /** What facts could not fill, as it stands in the text. */
  readonly blanks: readonly string[];
  readonly warnings: readonly MessageWarning[];
  readonly channels: readonly ChannelView[];
  readonly isInPlaybook: boolean;
}

/** `include`: the bare facts, or with them people's data: e-mail addresses, network addresses and phone numbers. */
export interface PostmortemAsk {
  readonly incidentId: string;
  readonly include: 'facts' | 'people';
}

/** A post-mortem with what is worth a second look, and how much of it was filled in from facts. */
export interface PostmortemSheet extends Postmortem {
  readonly suggestions: readonly Suggestion[];
  readonly shares: { readonly facts: Share; readonly all: Share };
}

/** What the window asks of main: the verb, its input, its answer. */
export interface Commands {
  readonly snapshot: { readonly input: undefined; readonly output: AppSnapshot };
  readonly playbook: { readonly input: undefined; readonly output: Playbook };
  readonly acknowledge: {
    readonly input: Ask & { readonly incidentId: string; readonly reason?: string; readonly untilWallMs?: number };
    readonly output: null;
  };
  readonly unacknowledge: { readonly input: Ask & { readonly incidentId: string }; readonly output: null };
  readonly doStep: { readonly input: StepAsk; readonly output: null };
  readonly undoStep: { readonly input: StepAsk; readonly output: null };
  readonly skipStep: { readonly input: StepAsk & { readonly reason: string }; readonly output: null };
  /** Gives a step some minutes, from now on. */
  readonly timeStep: { readonly input: StepAsk & { readonly forMs: number }; readonly output: null };
  /** Asks a step's fixed question again; answers once the answer is in the timeline. */
  readonly askEvidence: { readonly input: StepAsk; readonly output: null };
  /** A person's data behind the ids of an incident's alerts: shown, never stored. */
  readonly reveal: { readonly input: { readonly incidentId: string }; readonly output: Revealed };
  readonly resolveIncident: {
    /** `despite` confirms that the data says otherwise; refused without while an alert of it fires. */
    readonly input: Ask & { readonly incidentId: string; readonly reason: string; readonly despite?: 'data' };
    readonly output: null;
  };
  /** Opens one by hand; its id is the command's. Whoever opens it owns it. */
  readonly openIncident: {
    readonly input: Ask & { readonly title: string; readonly severity: Severity; readonly runbookId?: string };
    readonly output: null;
  };
  readonly setSeverity: {
    readonly input: Ask & { readonly incidentId: string; readonly to: Severity; readonly reason: string };
    readonly output: null;
  };
  /** A resolved one is opened again by it, with a reason. */
  readonly setStatus: {
    readonly input: Ask & {
      readonly incidentId: string;
      readonly to: 'Investigating' | 'Mitigating';
      readonly reason?: string;
    };
    readonly output: null;
  };
  /** The incident ends and goes on as part of `into`. */
  readonly mergeIncident: {
    readonly input: Ask & { readonly incidentId: string; readonly into: string; readonly reason: string };
    readonly output: null;
  };
  /** An alert of the incident becomes one of its own; the new one's id is the command's. */
  readonly splitAlert: {
    readonly input: Ask & { readonly incidentId: string; readonly alertKey: AlertKey; readonly reason: string };
    readonly output: null;
  };
  /** An update went out in a way that Sevlight does not see: the next one's clock starts. */
  readonly giveUpdate: { readonly input: Ask & { readonly incidentId: string }; readonly output: null };
  readonly ladderCalled: { readonly input: LevelAsk; readonly output: null };
  readonly ladderNoAnswer: { readonly input: LevelAsk; readonly output: null };
  readonly ladderNotNeeded: { readonly input: LevelAsk & { readonly reason: string }; readonly output: null };
  readonly raiseFlag: { readonly input: FlagAsk; readonly output: null };
  readonly lowerFlag: { readonly input: FlagAsk; readonly output: null };
  /** One page for whoever comes next, over the last hours, as Markdown. */
  readonly handover: { readonly input: { readonly hours: number }; readonly output: { readonly markdown: string } };
  readonly addNote: {
    readonly input: Ask & { readonly incidentId: string; readonly text: string };
    readonly output: null;
  };
  /** A template of the playbook, filled from what is measured now. */
  readonly composeMessage: { readonly input: MessageAsk; readonly output: MessageDraft };
  /** Where words that a person has written contradict the data. */
  readonly checkMessage: {
    readonly input: MessageAsk & { readonly text: string };
    readonly output: readonly MessageWarning[];
  };
  /** Queues it; what becomes of it stands in the snapshot. `readers` is what the person saw beside the button. */
  readonly sendMessage: {
    readonly input: Ask & {
      readonly incidentId: string;
      readonly template: TemplateKind;
      readonly channel: ChannelKind;
      readonly readers: string;
      readonly text: string;
    };
    readonly output: null;
  };
  readonly copyMessage: {
    readonly input: Ask & { readonly incidentId: string; readonly template: TemplateKind; readonly text: string };
    readonly output: null;
  };
  readonly retryMessage: { readonly input: Ask & { readonly messageId: string }; readonly output: null };
  readonly cancelMessage: { readonly input: Ask & { readonly messageId: string }; readonly output: null };
  /** It has arrived after all: a person has seen it. */
  readonly confirmMessage: { readonly input: Ask & { readonly messageId: string }; readonly output: null };
  readonly contacts: { readonly input: undefined; readonly output: ContactsView };
  readonly searchContacts: { readonly input: { readonly words: string }; readonly output: FoundPeople };
  /** Opens the system's dialog and reads the file; nothing is kept yet. Null where the dialog was closed. */
  readonly chooseContactsFile: { readonly input: undefined; readonly output: ImportPreview | null };
  readonly importContacts: { readonly input: Ask & { readonly previewId: string }; readonly output: null };
  /** Removes an import or an override; an earlier import of the same file counts again. */
  readonly dropContacts: { readonly input: Ask & { readonly id: string }; readonly output: null };
  /** Somebody has made sure that a person's number is right. */
  readonly confirmContact: { readonly input: Ask & { readonly key: string }; readonly output: null };
  /** The person stands for a level of the ladder from now on, until then. */
  readonly takeOver: {
    readonly input: Ask & { readonly key: string; readonly level: number; readonly untilWallMs: number };
    readonly output: null;
  };
  readonly postmortem: { readonly input: PostmortemAsk; readonly output: PostmortemSheet };
  readonly editPostmortem: {
    readonly input: Ask & { readonly incidentId: string; readonly section: string; readonly text: string };
    readonly output: null;
  };
  /** Goes back to what the facts say; what was written stays in the log. */
  readonly revertPostmortem: {
    readonly input: Ask & { readonly incidentId: string; readonly section: string };
    readonly output: null;
  };
  readonly setPostmortemState: {
    readonly input: Ask & { readonly incidentId: string; readonly to: PostmortemState };
    readonly output: null;
  };
  /** A new one, or a known one as it is to be from now on. Without `owner` nobody owns it; `due` is `YYYY-MM-DD`. */
  readonly setActionItem: {
    readonly input: Ask & {
      readonly incidentId: string;
      readonly itemId: string;
      readonly action: string;
      readonly owner?: string;
      readonly due?: string;
      readonly status: ItemStatus;
    };
    readonly output: null;
  };
  /** Answers in words where it went. */
  readonly exportPostmortem: {
    readonly input: PostmortemAsk & { readonly to: 'file' | 'clipboard' };
    readonly output: string;
  };
  readonly history: { readonly input: HistoryFilter; readonly output: HistoryReport };
  readonly pastIncident: {
    readonly input: { readonly incidentId: string };
    readonly output: { readonly incident: PastIncident; readonly timeline: readonly TimelineRow[] };
  };
  readonly judgeAlert: {
    readonly input: Ask & { readonly incidentId: string; readonly alertKey: string; readonly verdict: Judgement };
    readonly output: null;
  };
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
