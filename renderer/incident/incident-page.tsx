import { useState } from 'react';
import type { AppSnapshot, IncidentView } from '../../electron/core/snapshot.ts';
import { Messages } from '../messages/messages.tsx';
import { checklist, INITIAL_RESPONSE, runbookOf } from '../store/checklist.ts';
import { useWindow } from '../store/context.ts';
import { type StepAddress, useVerbs } from '../store/verbs.ts';
import { MuteDialog } from '../ui/mute-dialog.tsx';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { Checklist } from './checklist.tsx';
import { Deadline } from './deadline.tsx';
import { FirstResponse } from './first-response.tsx';
import { IncidentHeader } from './incident-header.tsx';
import { Ladder } from './ladder.tsx';
import { Timeline } from './timeline.tsx';
import { useStepKeys } from './use-step-keys.ts';

type Asking =
  | { readonly what: 'mute' }
  | { readonly what: 'resolve' }
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
  const askSkip = (step: StepAddress): void => setAsking({ what: 'skip', step });
  useStepKeys(incident, lists, leading, askSkip);
  const close = (): void => setAsking(null);

  return (
    <div className="incident">
      <IncidentHeader
        incident={incident}
        onResolve={() => setAsking({ what: 'resolve' })}
        onMute={() => setAsking({ what: 'mute' })}
      />
      <div className="incident-columns">
        <div className="steps-column">
          {playbook === null && <p className="panel empty">{problem ?? 'Opening the playbook…'}</p>}
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
          <Messages snapshot={snapshot} incident={incident} />
          <Timeline incident={incident} />
        </aside>
      </div>

      {asking?.what === 'mute' && <MuteDialog snapshot={snapshot} incident={incident} onClose={close} />}
      {asking?.what === 'resolve' && (
        <ReasonDialog
          title={`Resolve ${incident.title}`}
          prompt="What ended it? The timeline keeps this sentence."
          confirm="Resolve"
          onConfirm={(reason) => verbs.resolve(incident, reason)}
          onClose={close}
        />
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
