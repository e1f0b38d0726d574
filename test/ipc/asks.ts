import type { CommandName, InputOf } from '../../electron/ipc/contract.ts';

const incident = { commandId: 'c-1', incidentId: 'i-1' };
const step = { ...incident, list: 'database', stepId: '3.1' };

/** Inputs that each command takes, every optional field and every kind of it shown at least once. */
export const GOOD_INPUTS: { readonly [Name in CommandName]: readonly InputOf<Name>[] } = {
  snapshot: [undefined],
  playbook: [undefined],
  acknowledge: [incident, { ...incident, reason: 'On it', untilWallMs: 1_772_442_000_000 }],
  unacknowledge: [incident],
  doStep: [step],
  undoStep: [step],
  skipStep: [{ ...step, reason: 'Not our pool' }],
  timeStep: [{ ...step, forMs: 300_000 }],
  askEvidence: [step],
  reveal: [{ incidentId: 'i-1' }],
  resolveIncident: [{ ...incident, reason: 'Pool restarted' }],
  addNote: [{ ...incident, text: 'é 🚨\nline two' }],
  composeMessage: [{ incidentId: 'i-1', template: 'initial', include: 'facts' }],
  checkMessage: [{ incidentId: 'i-1', template: 'update', include: 'notes-and-people', text: 'Down.' }],
  sendMessage: [
    { ...incident, template: 'resolution', channel: 'email', readers: 'a@example.com', text: 'Over.' },
    { ...incident, template: 'initial', channel: 'slack', readers: 'the webhook', text: 'Down.' },
  ],
  copyMessage: [{ ...incident, template: 'update', text: 'Still down.' }],
  retryMessage: [{ commandId: 'c-1', messageId: 'm-1' }],
  cancelMessage: [{ commandId: 'c-1', messageId: 'm-1' }],
  confirmMessage: [{ commandId: 'c-1', messageId: 'm-1' }],
  contacts: [undefined],
  searchContacts: [{ words: 'ana 30' }],
  chooseContactsFile: [undefined],
  importContacts: [{ commandId: 'c-1', previewId: 'p-1' }],
  dropContacts: [{ commandId: 'c-1', id: 'i-1' }],
  confirmContact: [{ commandId: 'c-1', key: 'ana@example.com' }],
  takeOver: [{ commandId: 'c-1', key: 'ana@example.com', level: 1, untilWallMs: 1_772_442_000_000 }],
  postmortem: [{ incidentId: 'i-1', include: 'facts' }],
  editPostmortem: [{ ...incident, section: 'root cause', text: 'A job.' }],
  revertPostmortem: [{ ...incident, section: '#' }],
  setPostmortemState: [{ ...incident, to: 'In review' }],
  setActionItem: [
    { ...incident, itemId: 'a-1', action: 'Raise it', status: 'Open' },
    { ...incident, itemId: 'a-1', action: 'Raise it', owner: 'Ana', due: '2026-11-30', status: 'Done' },
  ],
  exportPostmortem: [{ incidentId: 'i-1', include: 'people', to: 'clipboard' }],
  history: [
    { weeks: 12 },
    { weeks: 12, words: 'pool', severity: 1, alert: 'Database connection failed', week: '2026-11-23' },
  ],
  pastIncident: [{ incidentId: 'i-1' }],
  judgeAlert: [{ ...incident, alertKey: 'queue/celery', verdict: 'noise' }],
  mute: [
    { commandId: 'c-1', target: { kind: 'all' }, forMs: 60_000 },
    { commandId: 'c-1', target: { kind: 'source', source: 'vendor:stripe' }, forMs: 60_000 },
    { commandId: 'c-1', target: { kind: 'alert', alertKey: 'queue/celery' }, forMs: 60_000, reason: 'Known' },
  ],
  unmute: [{ commandId: 'c-1', target: { kind: 'source', source: 'redis' } }],
  lookNow: [undefined],
  copyText: [{ text: 'redis-cli LLEN celery' }],
  openLink: [{ url: 'https://status.example.com/' }],
  testNotification: [undefined],
  training: [{ action: 'restart' }, { action: 'end-outage' }],
  viewShown: [{ viewId: 0 }],
};
