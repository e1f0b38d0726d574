import type { EventBody } from '../../electron/core/events.ts';
import type { CommandName, InputOf } from '../../electron/ipc/contract.ts';
import { ALERT, type World } from './world.ts';

/** One use of a command that works, and what it leaves behind. */
export interface Example<Name extends CommandName> {
  /** What has to be there first. */
  readonly before?: (world: World) => unknown;
  readonly input: (world: World) => InputOf<Name>;
  /** What a person has done by it, as the log has it. Without: it only asks. */
  readonly writes?: readonly EventBody['type'][];
  /** What it changes is kept beside the log. */
  readonly keeps?: true;
  /** Not possible in this world, which says so. */
  readonly refused?: RegExp;
}

const STEP = { list: 'database-connection-failed', stepId: '' };
const HOUR_MS = 3_600_000;

const ask = { commandId: 'c-1' };
const ofIncident = ({ incidentId }: World) => ({ ...ask, incidentId });
const ofStep = (world: World, place = 1) => ({
  ...ofIncident(world),
  ...STEP,
  stepId: world.house.playbook.runbooks[0]?.steps[place]?.id ?? '',
});
const ofLevel = (world: World) => ({ ...ofIncident(world), level: 2 });
const ofCall = (world: World) => ({ ...ofLevel(world), person: 'Engineering Lead' });
const breach = (world: World) => ({ ...ofIncident(world), flag: 'breach' as const, reason: 'odd downloads' });
const section = (world: World) => ({ ...ofIncident(world), section: 'root cause' });
const everything = { kind: 'all' } as const;

const words = (world: World) => ({
  ...ofIncident(world),
  commandId: 'message-1',
  template: 'update' as const,
  channel: 'slack' as const,
  readers: world.house.messages.channels.find(({ kind }) => kind === 'slack')?.readers ?? '',
  text: 'We look into it.',
});
const queued = (world: World) => world.ask('sendMessage', words(world));
const another = ({ ask: say }: World) =>
  say('openIncident', { commandId: 'inc-2', title: 'Users report errors', severity: 2 });
const imported = async ({ ask: say }: World) => {
  await say('chooseContactsFile', undefined);
  await say('importContacts', { commandId: 'import-1', previewId: 'preview-1' });
};
const anaKey = ({ house }: World) => house.contacts.people()[0]?.key ?? '';

/** Every command of the contract: a new one without an example does not compile. */
export const EXAMPLES: { readonly [Name in CommandName]: Example<Name> } = {
  snapshot: { input: () => undefined },
  playbook: { input: () => undefined },
  acknowledge: { input: (world) => ({ ...ofIncident(world), reason: 'mine' }), writes: ['incident-acknowledged'] },
  unacknowledge: {
    before: (world) => world.ask('acknowledge', { ...ofIncident(world), commandId: 'c-0' }),
    input: ofIncident,
    writes: ['incident-unacknowledged'],
  },
  doStep: { input: ofStep, writes: ['step-done'] },
  undoStep: {
    before: (world) => world.ask('doStep', { ...ofStep(world), commandId: 'c-0' }),
    input: ofStep,
    writes: ['step-undone'],
  },
  skipStep: { input: (world) => ({ ...ofStep(world), reason: 'not here' }), writes: ['step-skipped'] },
  timeStep: { input: (world) => ({ ...ofStep(world), forMs: 300_000 }), writes: ['step-timed'] },
  askEvidence: { input: (world) => ofStep(world, 0), writes: ['evidence-answered'] },
  reveal: { input: ({ incidentId }) => ({ incidentId }), refused: /No alert of this incident is about a person/ },
  resolveIncident: {
    input: (world) => ({ ...ofIncident(world), reason: 'known', despite: 'data' }),
    writes: ['incident-status-changed'],
  },
  openIncident: {
    input: () => ({ commandId: 'inc-2', title: 'Users report errors', severity: 2 }),
    writes: ['incident-opened', 'incident-acknowledged'],
  },
  setSeverity: {
    input: (world) => ({ ...ofIncident(world), to: 2, reason: 'few users' }),
    writes: ['incident-severity-changed'],
  },
  setStatus: { input: (world) => ({ ...ofIncident(world), to: 'Mitigating' }), writes: ['incident-status-changed'] },
  mergeIncident: {
    before: another,
    input: (world) => ({ ...ofIncident(world), into: 'inc-2', reason: 'one cause' }),
    writes: ['incident-absorbed', 'incident-severity-changed', 'incident-merged'],
  },
  splitAlert: {
    before: async (world) => {
      await another(world);
      await world.ask('mergeIncident', { ...ofIncident(world), commandId: 'c-0', into: 'inc-2', reason: 'one cause' });
    },
    input: () => ({ commandId: 'inc-3', incidentId: 'inc-2', alertKey: ALERT, reason: 'two causes' }),
    writes: ['incident-split', 'incident-opened'],
  },
  giveUpdate: { input: ofIncident, writes: ['update-given'] },
  ladderCalled: { input: ofCall, writes: ['ladder-called'] },
  ladderNoAnswer: { input: ofCall, writes: ['ladder-no-answer'] },
  ladderNotNeeded: { input: (world) => ({ ...ofLevel(world), reason: 'a drill' }), writes: ['ladder-not-needed'] },
  raiseFlag: { input: breach, writes: ['flag-raised'] },
  lowerFlag: {
    before: (world) => world.ask('raiseFlag', { ...breach(world), commandId: 'c-0' }),
    input: breach,
    writes: ['flag-lowered'],
  },
  handover: { input: () => ({ hours: 12 }) },
  exportHandover: { input: () => ({ hours: 12 }) },
  addNote: { input: (world) => ({ ...ofIncident(world), text: 'Two users call' }), writes: ['note-added'] },
  composeMessage: { input: ({ incidentId }) => ({ incidentId, template: 'update', include: 'facts' }) },
  checkMessage: {
    input: ({ incidentId }) => ({ incidentId, template: 'update', include: 'facts', text: 'All is well.' }),
  },
  sendMessage: { input: words, writes: ['message-queued'] },
  copyMessage: {
    input: (world) => ({ ...ofIncident(world), template: 'update', text: 'We look into it.' }),
    writes: ['update-given'],
  },
  retryMessage: { before: queued, input: () => ({ ...ask, messageId: 'message-1' }), writes: ['message-retried'] },
  cancelMessage: { before: queued, input: () => ({ ...ask, messageId: 'message-1' }), writes: ['message-cancelled'] },
  confirmMessage: {
    before: async (world) => {
      await queued(world);
      const ref = { messageId: 'message-1', template: 'update', channel: 'slack' } as const;
      const why = { outcome: 'unclear', reason: 'It ended on the way.', retryAfterMs: null } as const;
      world.house.watching.engine.report([
        { type: 'message-sending', payload: ref, incidentId: world.incidentId },
        { type: 'message-failed', payload: { ...ref, ...why }, incidentId: world.incidentId },
      ]);
    },
    input: () => ({ ...ask, messageId: 'message-1' }),
    writes: ['message-sent', 'update-given'],
  },
  contacts: { input: () => undefined },
  searchContacts: { input: () => ({ words: 'ana' }) },
  chooseContactsFile: { input: () => undefined },
  importContacts: {
    before: ({ ask: say }) => say('chooseContactsFile', undefined),
    input: () => ({ commandId: 'import-1', previewId: 'preview-1' }),
    keeps: true,
  },
  dropContacts: { before: imported, input: () => ({ ...ask, id: 'import-1' }), keeps: true },
  confirmContact: {
    before: async (world) => {
      await imported(world);
      world.clock.pass(1000);
    },
    input: (world) => ({ ...ask, key: anaKey(world) }),
    keeps: true,
  },
  takeOver: {
    before: imported,
    input: (world) => ({ ...ask, key: anaKey(world), level: 1, untilWallMs: world.clock.now().wallMs + HOUR_MS }),
    keeps: true,
  },
  postmortem: { input: ({ incidentId }) => ({ incidentId, include: 'facts' }) },
  editPostmortem: {
    input: (world) => ({ ...section(world), text: 'A job without a limit.' }),
    writes: ['postmortem-edited'],
  },
  revertPostmortem: {
    before: (world) => world.ask('editPostmortem', { ...section(world), commandId: 'c-0', text: 'A job.' }),
    input: section,
    writes: ['postmortem-edited'],
  },
  setPostmortemState: { input: (world) => ({ ...ofIncident(world), to: 'In review' }), writes: ['postmortem-state'] },
  setActionItem: {
    input: (world) => ({ ...ofIncident(world), itemId: 'i-1', action: 'Limit the job', status: 'Open' }),
    writes: ['action-item-set'],
  },
  exportPostmortem: { input: ({ incidentId }) => ({ incidentId, include: 'facts', to: 'file' }) },
  history: { input: () => ({ weeks: 12 }) },
  pastIncident: { input: ({ incidentId }) => ({ incidentId }) },
  judgeAlert: {
    input: (world) => ({ ...ofIncident(world), alertKey: ALERT, verdict: 'acted-on' }),
    writes: ['alert-judged'],
  },
  replay: { input: () => ({ alert: 'Task Queue Backlog Warning' }) },
  mute: { input: () => ({ ...ask, target: everything, forMs: HOUR_MS }), writes: ['muted'] },
  unmute: {
    before: ({ ask: say }) => say('mute', { commandId: 'c-0', target: everything, forMs: HOUR_MS }),
    input: () => ({ ...ask, target: everything }),
    writes: ['unmuted'],
  },
  lookNow: { input: () => undefined },
  copyText: { input: () => ({ text: '+34 91 555 01 01' }) },
  openLink: { input: () => ({ url: 'tel:+34915550101' }) },
  testNotification: { input: () => undefined },
  training: { input: () => ({ action: 'restart' }), refused: /A real system is watched/ },
  viewShown: { input: () => ({ viewId: 1 }) },
};
