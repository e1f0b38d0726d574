import { useEffect, useState } from 'react';
import type { MessageWarning } from '../../electron/core/messages/check.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { MessageAsk, MessageDraft } from '../../electron/ipc/message-commands.ts';
import { useDesk } from '../store/context.ts';

/** Between the last key and the check, ms. */
const PAUSE_MS = 200;

/** The message as it is filled from what is known now; null until it is there. */
export function useDraft(
  { incidentId, template, include }: MessageAsk,
  { severity, status }: IncidentView,
): { readonly draft: MessageDraft | null; readonly problem: string | null } {
  const { bridge } = useDesk();
  const [filled, setFilled] = useState<{ readonly of: string; readonly draft: MessageDraft } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is filled from changes with the incident
  useEffect(() => {
    let isWanted = true;
    void bridge.composeMessage({ incidentId, template, include }).then((reply) => {
      if (!isWanted) return;
      setProblem(reply.ok ? null : reply.message);
      if (reply.ok) setFilled({ of: template, draft: reply.value });
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, incidentId, template, include, severity, status]);
  return { draft: filled?.of === template ? filled.draft : null, problem };
}

/** Where the words contradict the data, a moment after the last change of either. */
export function useWarnings(
  { incidentId, template, include }: MessageAsk,
  text: string,
  { severity, status }: IncidentView,
): readonly MessageWarning[] {
  const { bridge } = useDesk();
  const [warnings, setWarnings] = useState<readonly MessageWarning[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it is checked against changes with the incident
  useEffect(() => {
    let isWanted = true;
    const pause = setTimeout(() => {
      if (text.trim() === '') {
        setWarnings([]);
        return;
      }
      void bridge.checkMessage({ incidentId, template, include, text }).then((reply) => {
        if (isWanted && reply.ok) setWarnings(reply.value);
      });
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(pause);
    };
  }, [bridge, incidentId, template, include, text, severity, status]);
  return warnings;
}
