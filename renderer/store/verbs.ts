import { useMemo } from 'react';
import type { MuteTarget } from '../../electron/core/events.ts';
import type { Judgement } from '../../electron/core/history/judgement.ts';
import type { PastAlert } from '../../electron/core/history/past.ts';
import type { ChannelView } from '../../electron/core/messages/message.ts';
import type { TemplateKind } from '../../electron/core/playbook/model.ts';
import type { PostmortemSection } from '../../electron/core/postmortem/compose.ts';
import type { ActionItem, PostmortemState } from '../../electron/core/postmortem/record.ts';
import type { IncidentView, MessageView } from '../../electron/core/snapshot.ts';
import type { Commander } from './commands.ts';
import { useDesk } from './context.ts';

/** A step in its list, with the words it is known by. */
export interface StepAddress {
  readonly incidentId: string;
  /** A runbook's id, or `initial-response`. */
  readonly list: string;
  readonly stepId: string;
  readonly text: string;
}

/** What `saving` and failures call a step. */
export function aboutStep({ incidentId, list, stepId }: Omit<StepAddress, 'text'>): string {
  return `${incidentId}/${list}/${stepId}`;
}

/** What `saving` and failures call a question that a step asks. */
export function aboutEvidence(address: Omit<StepAddress, 'text'>): string {
  return `evidence:${aboutStep(address)}`;
}

/** The window's verbs. Each answers true once main has it on disk; false stays visible as a failure. */
export type Verbs = ReturnType<typeof createVerbs>;

export function useVerbs(): Verbs {
  const { commander } = useDesk();
  return useMemo(() => createVerbs(commander), [commander]);
}

function createVerbs({ send }: Commander) {
  const commandId = (): string => crypto.randomUUID();
  const step = ({ incidentId, list, stepId }: StepAddress) => ({ commandId: commandId(), incidentId, list, stepId });
  return {
    acknowledge: ({ id, title }: IncidentView) =>
      send({
        name: 'acknowledge',
        input: { commandId: commandId(), incidentId: id },
        label: `Acknowledge ${title}`,
        about: id,
        done: `Acknowledged: ${title} is yours.`,
      }),
    unacknowledge: ({ id, title }: IncidentView) =>
      send({
        name: 'unacknowledge',
        input: { commandId: commandId(), incidentId: id },
        label: `Undo the acknowledgement of ${title}`,
        about: id,
        done: `${title} is nobody’s again.`,
      }),
    tick: (address: StepAddress) =>
      send({
        name: 'doStep',
        input: step(address),
        label: `Tick “${address.text}”`,
        about: aboutStep(address),
        done: `Saved: ${address.text}`,
      }),
    untick: (address: StepAddress) =>
      send({
        name: 'undoStep',
        input: step(address),
        label: `Undo “${address.text}”`,
        about: aboutStep(address),
        done: `Undone: ${address.text}`,
      }),
    skip: (address: StepAddress, reason: string) =>
      send({
        name: 'skipStep',
        input: { ...step(address), reason },
        label: `Skip “${address.text}”`,
        about: aboutStep(address),
        done: `Skipped: ${address.text}`,
      }),
    timeStep: (address: StepAddress, forMs: number) =>
      send({
        name: 'timeStep',
        input: { ...step(address), forMs },
        label: `Give “${address.text}” ${forMs / 60_000} min`,
        about: aboutStep(address),
        done: `${forMs / 60_000} min from now: ${address.text}`,
      }),
    askEvidence: (address: StepAddress) =>
      send({
        name: 'askEvidence',
        input: step(address),
        label: `Ask again about “${address.text}”`,
        about: aboutEvidence(address),
        done: null,
      }),
    note: (incidentId: string, text: string) =>
      send({
        name: 'addNote',
        input: { commandId: commandId(), incidentId, text },
        label: 'Save the note',
        about: `note:${incidentId}`,
        done: 'Note saved.',
      }),
    sendMessage: (incidentId: string, template: TemplateKind, { kind, name, readers }: ChannelView, text: string) =>
      send({
        name: 'sendMessage',
        input: { commandId: commandId(), incidentId, template, channel: kind, readers, text },
        label: `Send to ${name}`,
        about: `message:${incidentId}`,
        done: `On its way to ${name}.`,
      }),
    copyMessage: (incidentId: string, template: TemplateKind, text: string) =>
      send({
        name: 'copyMessage',
        input: { commandId: commandId(), incidentId, template, text },
        label: 'Copy the message',
        about: `message:${incidentId}`,
        done: 'Copied. The next update counts from now.',
      }),
    retryMessage: ({ id, channel }: MessageView) =>
      send({
        name: 'retryMessage',
        input: { commandId: commandId(), messageId: id },
        label: `Send to ${channel} again`,
        about: id,
        done: `On its way to ${channel}.`,
      }),
    cancelMessage: ({ id, channel }: MessageView) =>
      send({
        name: 'cancelMessage',
        input: { commandId: commandId(), messageId: id },
        label: `Take the message to ${channel} back`,
        about: id,
        done: `Taken back: nothing more goes to ${channel}.`,
      }),
    confirmMessage: ({ id, channel }: MessageView) =>
      send({
        name: 'confirmMessage',
        input: { commandId: commandId(), messageId: id },
        label: `Say that it arrived at ${channel}`,
        about: id,
        done: 'Written down as sent.',
      }),
    editPostmortem: (incidentId: string, { id, title }: PostmortemSection, text: string) =>
      send({
        name: 'editPostmortem',
        input: { commandId: commandId(), incidentId, section: id, text },
        label: `Save ${title}`,
        about: `postmortem:${incidentId}/${id}`,
        done: `Saved: ${title}`,
      }),
    revertPostmortem: (incidentId: string, { id, title }: PostmortemSection) =>
      send({
        name: 'revertPostmortem',
        input: { commandId: commandId(), incidentId, section: id },
        label: `Put ${title} back`,
        about: `postmortem:${incidentId}/${id}`,
        done: `${title} says what the facts say again.`,
      }),
    setPostmortemState: (incidentId: string, to: PostmortemState) =>
      send({
        name: 'setPostmortemState',
        input: { commandId: commandId(), incidentId, to },
        label: `Set the post-mortem to ${to}`,
        about: `postmortem:${incidentId}`,
        done: `The post-mortem is now: ${to}.`,
      }),
    setActionItem: (incidentId: string, { itemId, action, owner, due, status }: ActionItem) =>
      send({
        name: 'setActionItem',
        input: {
          commandId: commandId(),
          incidentId,
          itemId,
          action,
          status,
          ...(owner === '' ? {} : { owner }),
          ...(due === null ? {} : { due }),
        },
        label: `Save “${action}”`,
        about: `item:${itemId}`,
        done: `Saved: ${action}`,
      }),
    exportPostmortem: (incidentId: string, include: 'facts' | 'people', to: 'file' | 'clipboard') =>
      send({
        name: 'exportPostmortem',
        input: { incidentId, include, to },
        label: to === 'file' ? 'Export the post-mortem' : 'Copy the post-mortem',
        about: `postmortem:${incidentId}`,
        done: null,
      }),
    exportHandover: (hours: number) =>
      send({ name: 'exportHandover', input: { hours }, label: 'Export the handover', about: 'handover', done: null }),
    judgeAlert: (incidentId: string, { alertKey, name }: PastAlert, verdict: Judgement) =>
      send({
        name: 'judgeAlert',
        input: { commandId: commandId(), incidentId, alertKey, verdict },
        label: `Judge ${name}`,
        about: `judge:${incidentId}/${alertKey}`,
        done: `Noted for ${name}.`,
      }),
    mute: (target: MuteTarget, label: string, forMs: number, reason: string) =>
      send({
        name: 'mute',
        input: { commandId: commandId(), target, forMs, ...(reason === '' ? {} : { reason }) },
        label: `Mute ${label}`,
        about: 'mute',
        done: `${label} is muted.`,
      }),
    unmute: (target: MuteTarget, label: string) =>
      send({
        name: 'unmute',
        input: { commandId: commandId(), target },
        label: `Unmute ${label}`,
        about: 'mute',
        done: `${label} is heard again.`,
      }),
    copy: (text: string, what: string) =>
      send({
        name: 'copyText',
        input: { text },
        label: `Copy ${what}`,
        about: `copy:${text}`,
        done: `Copied: ${what}`,
      }),
    open: (url: string) =>
      send({ name: 'openLink', input: { url }, label: `Open ${url}`, about: `link:${url}`, done: null }),
    lookNow: () =>
      send({ name: 'lookNow', input: undefined, label: 'Look now', about: 'look', done: 'Looking at every source.' }),
    testNotification: () =>
      send({
        name: 'testNotification',
        input: undefined,
        label: 'Send a test notification',
        about: 'test-notification',
        done: null,
      }),
    training: (action: 'restart' | 'end-outage') =>
      send({
        name: 'training',
        input: { action },
        label: action === 'restart' ? 'Restart the training' : 'End the simulated outage',
        about: 'training',
        done: action === 'restart' ? 'The training starts again.' : 'The simulated outage ends.',
      }),
  };
}
