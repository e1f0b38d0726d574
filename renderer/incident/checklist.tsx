import { useId } from 'react';
import type { Inline, LadderFlag } from '../../electron/core/playbook/model.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { ChecklistView } from '../store/checklist.ts';
import type { StepAddress } from '../store/verbs.ts';
import { Words } from '../ui/inline.tsx';
import { StepItem } from './step-item.tsx';

interface ChecklistProps {
  readonly incident: IncidentView;
  readonly view: ChecklistView;
  /** Whether the keys act on this list. */
  readonly leading: boolean;
  readonly trigger?: string | null;
  readonly notes?: readonly (readonly Inline[])[];
  readonly onSkip: (step: StepAddress) => void;
  /** Where a step's words ask for a flag, it is offered there. */
  readonly onFlag?: (flag: LadderFlag) => void;
}

/** A list of steps to work through, with how far it is. */
export function Checklist({ incident, view, leading, trigger = null, notes = [], onSkip, onFlag }: ChecklistProps) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <div className="list-title">
        <h2 id={titleId}>
          {view.title}
          <span className="progress">
            {' '}
            {view.settled} of {view.steps.length}
          </span>
        </h2>
        {trigger !== null && <p className="note">{trigger}</p>}
      </div>
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a document's paragraphs never move
        <p key={index} className="note runbook-note">
          <Words parts={note} />
        </p>
      ))}
      <ol className="panel steps">
        {view.steps.map((step) => (
          <StepItem
            key={step.id}
            incident={incident}
            list={view.list}
            step={step}
            current={step.id === view.currentId}
            leading={leading}
            onSkip={onSkip}
            {...(onFlag === undefined ? {} : { onFlag })}
          />
        ))}
      </ol>
    </section>
  );
}
