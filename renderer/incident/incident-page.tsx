import { lazy, Suspense, useState } from 'react';
import type { AppSnapshot, IncidentView } from '../../electron/core/snapshot.ts';
import { Messages } from '../messages/messages.tsx';
import { OpenPostmortem } from '../postmortem/open-postmortem.tsx';
import { checklist, INITIAL_RESPONSE, runbookOf } from '../store/checklist.ts';
import { useWindow } from '../store/context.ts';
import { type StepAddress, useVerbs } from '../store/verbs.ts';
import { MuteDialog } from '../ui/mute-dialog.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { Checklist } from './checklist.tsx';
import { Deadline } from './deadline.tsx';
import { FirstResponse } from './first-response.tsx';
import { Flags } from './flags.tsx';
import type { Asked } from './incident-dialogs.tsx';
import { IncidentHeader } from './incident-header.tsx';
import { Ladder } from './ladder.tsx';
import { Timeline } from './timeline.tsx';
import { useStepKeys } from './use-step-keys.ts';

const IncidentDialog = lazy(() => import('./incident-dialogs.tsx'));
const JudgeAtClose = lazy(() => import('../history/judge-at-close.tsx'));

type Asking =
  | { readonly what: 'mute' }
  | { readonly what: 'incident'; readonly asked: Asked }
  | { readonly what: 'skip'; readonly step: StepAddress };

interface IncidentPageProps {
  readonly snapshot: AppSnapshot;
  readonly incident: IncidentView;
}

/** One incident on one page: what to do in the middle, what is due, who to call and what happened at the side. */
export function IncidentPage({ snapshot, incident }: IncidentPageProps) {
  const verbs = useVerbs();
  const playbook = useWindow((state) => state.playbook?.value ?? null);
  const problem = useWindow((state) => state.problem);
  const [asking, setAsking] = useState<Asking | null>(null);
  const runbook = playbook === null ? null : runbookOf(playbook, incident);
  const first =
    playbook === null ? null : checklist(incident, INITIAL_RESPONSE, 'First response', playbook.initialResponse);
  const main = runbook === null ? null : checklist(incident, runbook.id, runbook.title, runbook.steps);
  const lists = [main, first].filter((list) => list !== null);
  const leading = lists.find(({ currentId }) => currentId !== null) ?? null;
  const ask = (asked: Asked): void => setAsking({ what: 'incident', asked });
  const askSkip = (step: StepAddress): void => setAsking({ what: 'skip', step });
  useStepKeys(incident, lists, leading, askSkip);
  const close = (): void => setAsking(null);

  return (
    <div className="incident">
      <IncidentHeader incident={incident} onAsk={ask} onMute={() => setAsking({ what: 'mute' })} />
      <div className="incident-columns">
        <div className="steps-column">
          {incident.resolvedAtWallMs !== null && (
            <Suspense fallback={null}>
              <JudgeAtClose incidentId={incident.id} />
            </Suspense>
          )}
          {playbook === null && <p className="panel empty">{problem ?? 'Opening the playbook…'}</p>}
          <Flags incident={incident} onAsk={ask} onSkip={askSkip} />
          {first !== null && (
            <FirstResponse incident={incident} view={first} leading={leading === first} onSkip={askSkip} />
          )}
          {main !== null && (
            <Checklist
              incident={incident}
              view={main}
              leading={leading === main}
              trigger={runbook?.trigger ?? null}
              notes={runbook?.notes ?? []}
              onSkip={askSkip}
              onFlag={(flag) => ask({ what: 'flag', incident, flag })}
            />
          )}
          {playbook !== null && runbook === null && (
            <p className="panel empty">
              The playbook has no runbook for {incident.title}: the first response is all there is. Write down what you
              do as notes.
            </p>
          )}
        </div>
        <aside className="side" aria-label="Deadlines, ladder and timeline">
          <Deadline incident={incident} />
          <Ladder incident={incident} />
          <Messages snapshot={snapshot} incident={incident}>
            <OpenPostmortem incident={incident} />
          </Messages>
          <Timeline incident={incident} />
        </aside>
      </div>

      {asking?.what === 'mute' && <MuteDialog snapshot={snapshot} incident={incident} onClose={close} />}
      {asking?.what === 'incident' && (
        <Suspense>
          <IncidentDialog asked={asking.asked} snapshot={snapshot} onClose={close} />
        </Suspense>
      )}
      {asking?.what === 'skip' && (
        <ReasonDialog
          title="Skip this step"
          prompt={`Why is “${asking.step.text}” not needed?`}
          confirm="Skip"
          onConfirm={(reason) => verbs.skip(asking.step, reason)}
          onClose={close}
        />
      )}
    </div>
  );
}
