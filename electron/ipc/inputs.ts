import { z } from 'zod';
import { JUDGEMENTS } from '../core/history/judgement.ts';
import { ITEM_STATUSES, POSTMORTEM_STATES } from '../core/postmortem/record.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../core/time.ts';
import type { CommandName, InputOf } from './contract.ts';

/** The longest text the window may send, in UTF-16 code units. */
export const TEXT_CAP = 20_000;
export const ID_CAP = 200;
/** What Windows and most browsers hand on. */
export const URL_CAP = 2048;
/** The last moment that a Date can tell. */
const LAST_WALL_MS = 8.64e15;

// A lone surrogate has no UTF-8: the store would read back another id than it was given.
const id = z
  .string()
  .max(ID_CAP)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u);
const text = z.string().min(1).max(TEXT_CAP);
const wallMs = z.int().positive().max(LAST_WALL_MS);

const ask = { commandId: id };
const ofIncident = { ...ask, incidentId: id };
const template = z.enum(['initial', 'update', 'resolution']);
const include = z.enum(['facts', 'notes', 'people', 'notes-and-people']);
const severity = z.literal([1, 2, 3, 4]);
const ofLevel = { ...ofIncident, level: z.int().min(1).max(20) };
const ofCall = { ...ofLevel, person: text };
const ofFlag = { ...ofIncident, flag: z.enum(['breach', 'legal']), reason: text };
const step = { ...ofIncident, list: id, stepId: id };

const shift = { hours: z.int().min(1).max(168) };
const postmortem = { incidentId: id, include: z.enum(['facts', 'people']) };

// z.templateLiteral drops the flags and the cap of the schemas in it.
const vendor = z.custom<`vendor:${string}`>((value) => id.startsWith('vendor:').min(8).safeParse(value).success);
const source = z.union([z.enum(['health', 'postgres', 'redis', 'celery', 'connectivity']), vendor]);

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alert'), alertKey: id }),
  z.strictObject({ kind: z.literal('source'), source }),
  z.strictObject({ kind: z.literal('all') }),
]);

/** The run-time twin of the contract: what each command takes, and nothing beside it. */
export const INPUTS: { readonly [Name in CommandName]: z.ZodType<InputOf<Name>> } = {
  snapshot: z.undefined(),
  playbook: z.undefined(),
  acknowledge: z.strictObject({ ...ofIncident, reason: text.exactOptional(), untilWallMs: wallMs.exactOptional() }),
  unacknowledge: z.strictObject(ofIncident),
  doStep: z.strictObject(step),
  undoStep: z.strictObject(step),
  skipStep: z.strictObject({ ...step, reason: text }),
  timeStep: z.strictObject({ ...step, forMs: z.int().min(MINUTE_MS).max(HOUR_MS) }),
  askEvidence: z.strictObject(step),
  reveal: z.strictObject({ incidentId: id }),
  resolveIncident: z.strictObject({ ...ofIncident, reason: text, despite: z.literal('data').exactOptional() }),
  openIncident: z.strictObject({ ...ask, title: text.max(200), severity, runbookId: id.exactOptional() }),
  setSeverity: z.strictObject({ ...ofIncident, to: severity, reason: text }),
  setStatus: z.strictObject({
    ...ofIncident,
    to: z.enum(['Investigating', 'Mitigating']),
    reason: text.exactOptional(),
  }),
  mergeIncident: z.strictObject({ ...ofIncident, into: id, reason: text }),
  splitAlert: z.strictObject({ ...ofIncident, alertKey: id, reason: text }),
  giveUpdate: z.strictObject(ofIncident),
  ladderCalled: z.strictObject(ofCall),
  ladderNoAnswer: z.strictObject(ofCall),
  ladderNotNeeded: z.strictObject({ ...ofLevel, reason: text }),
  raiseFlag: z.strictObject(ofFlag),
  lowerFlag: z.strictObject(ofFlag),
  handover: z.strictObject(shift),
  exportHandover: z.strictObject(shift),
  addNote: z.strictObject({ ...ofIncident, text }),
  composeMessage: z.strictObject({ incidentId: id, template, include }),
  checkMessage: z.strictObject({ incidentId: id, template, include, text }),
  sendMessage: z.strictObject({
    ...ofIncident,
    template,
    channel: z.enum(['slack', 'email', 'sentry']),
    readers: text,
    text,
  }),
  copyMessage: z.strictObject({ ...ofIncident, template, text }),
  retryMessage: z.strictObject({ ...ask, messageId: id }),
  cancelMessage: z.strictObject({ ...ask, messageId: id }),
  confirmMessage: z.strictObject({ ...ask, messageId: id }),
  contacts: z.undefined(),
  searchContacts: z.strictObject({ words: text.max(ID_CAP) }),
  chooseContactsFile: z.undefined(),
  importContacts: z.strictObject({ ...ask, previewId: id }),
  dropContacts: z.strictObject({ ...ask, id }),
  confirmContact: z.strictObject({ ...ask, key: id }),
  takeOver: z.strictObject({ ...ask, key: id, level: z.int().min(1).max(20), untilWallMs: wallMs }),
  postmortem: z.strictObject(postmortem),
  editPostmortem: z.strictObject({ ...ofIncident, section: id, text }),
  revertPostmortem: z.strictObject({ ...ofIncident, section: id }),
  setPostmortemState: z.strictObject({ ...ofIncident, to: z.enum(POSTMORTEM_STATES) }),
  setActionItem: z.strictObject({
    ...ofIncident,
    itemId: id,
    action: text,
    owner: id.min(1).exactOptional(),
    due: z.iso.date().exactOptional(),
    status: z.enum(ITEM_STATUSES),
  }),
  exportPostmortem: z.strictObject({ ...postmortem, to: z.enum(['file', 'clipboard']) }),
  history: z.strictObject({
    weeks: z.int().min(1).max(104),
    words: text.max(ID_CAP).exactOptional(),
    severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).exactOptional(),
    alert: text.exactOptional(),
    week: z.iso.date().exactOptional(),
  }),
  pastIncident: z.strictObject({ incidentId: id }),
  replay: z.strictObject({
    alert: text,
    at: z.strictObject({ level: z.int().min(0).max(9), threshold: z.int().min(0).max(1e12) }).exactOptional(),
  }),
  judgeAlert: z.strictObject({ ...ofIncident, alertKey: id, verdict: z.enum(JUDGEMENTS) }),
  mute: z.strictObject({
    ...ask,
    target,
    forMs: z
      .int()
      .positive()
      .max(30 * DAY_MS),
    reason: text.exactOptional(),
  }),
  unmute: z.strictObject({ ...ask, target }),
  lookNow: z.undefined(),
  copyText: z.strictObject({ text }),
  openLink: z.strictObject({ url: z.string().min(1).max(URL_CAP) }),
  testNotification: z.undefined(),
  training: z.strictObject({ action: z.enum(['restart', 'end-outage']) }),
  viewShown: z.strictObject({ viewId: z.int().nonnegative() }),
};
