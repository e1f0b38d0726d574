import { useId } from 'react';
import type { Inline, Step } from '../../electron/core/playbook/model.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import { type ChecklistView, stepState } from '../store/checklist.ts';
import { useActions, useWindow } from '../store/context.ts';
import { aboutStep, type StepAddress, useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { CodeSnippet } from '../ui/code-block.tsx';
import { Words } from '../ui/inline.tsx';
import { timeOfDay } from '../ui/words.ts';
import { Evidence } from './evidence.tsx';

interface FirstResponseProps {
  readonly incident: IncidentView;
  readonly view: ChecklistView;
  /** Whether the keys act on this list. */
  readonly leading: boolean;
  readonly onSkip: (step: StepAddress) => void;
}

/** What every incident asks for, in one line so that the runbook stays in sight; the next step stands in full below. */
export function FirstResponse({ incident, view, leading, onSkip }: FirstResponseProps) {
  const titleId = useId();
  const next = view.steps.find(({ id }) => id === view.currentId);
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>
        {view.title}
        <span className="progress">
          {' '}
          {view.settled} of {view.steps.length}
        </span>
      </h2>
      <div className={leading ? 'panel first-response leading' : 'panel first-response'}>
        <ol className="chips">
          {view.steps.map((step) => (
            <Chip
              key={step.id}
              incident={incident}
              list={view.list}
              step={step}
              current={step === next}
              leading={leading && step === next}
            />
          ))}
        </ol>
        {next !== undefined && (
          <NextStep
            incident={incident}
            list={view.list}
            step={next}
            leading={leading}
            onSkip={() => onSkip({ incidentId: incident.id, list: view.list, stepId: next.id, text: next.text })}
          />
        )}
      </div>
    </section>
  );
}

interface ChipProps {
  readonly incident: IncidentView;
  readonly list: string;
  readonly step: Step;
  readonly current: boolean;
  readonly leading: boolean;
}

function Chip({ incident, list, step, current, leading }: ChipProps) {
  const verbs = useVerbs();
  const address: StepAddress = { incidentId: incident.id, list, stepId: step.id, text: step.text };
  const about = aboutStep(address);
  const saving = useWindow((state) => state.saving.includes(about));
  const failed = useWindow((state) => state.failures.some(({ command }) => command.about === about));
  const settled = stepState(incident, list, step.id);
  return (
    <li
      className={`chip ${settled?.state ?? (current ? 'current' : 'ahead')}`}
      data-list={list}
      data-step={step.id}
      data-leading={leading || undefined}
      aria-current={current ? 'step' : undefined}
      title={settled?.reason == null ? step.text : `${step.text} (skipped: ${settled.reason})`}
    >
      <label>
        <input
          type="checkbox"
          className={settled?.state === 'skipped' ? 'box skipped' : 'box'}
          checked={settled?.state === 'done'}
          aria-label={step.text}
          aria-busy={saving}
          onChange={() => {
            if (saving) return;
            void (settled === null ? verbs.tick(address) : verbs.untick(address));
          }}
        />
        <span className="chip-text">{shortName(step)}</span>
        {saving && <span className="when">saving…</span>}
        {failed && <span className="when not-saved">not saved</span>}
        {settled !== null && !saving && (
          <time
            className="when"
            dateTime={new Date(settled.atWallMs).toISOString()}
            title={timeOfDay(settled.atWallMs)}
          >
            {timeOfDay(settled.atWallMs).slice(0, 5)}
          </time>
        )}
      </label>
    </li>
  );
}

interface NextStepProps {
  readonly incident: IncidentView;
  readonly list: string;
  readonly step: Step;
  readonly leading: boolean;
  readonly onSkip: () => void;
}

function NextStep({ incident, list, step, leading, onSkip }: NextStepProps) {
  const verbs = useVerbs();
  const address: StepAddress = { incidentId: incident.id, list, stepId: step.id, text: step.text };
  const saving = useWindow((state) => state.saving.includes(aboutStep(address)));
  const tick = (): void => void verbs.tick(address);
  const group = 'Checklist' as const;
  // Where the runbook leads, Space and S are its own.
  useActions(
    leading
      ? []
      : [
          { id: 'tick-first', label: `First response, done: ${step.text}`, keys: 'k', group, run: tick },
          { id: 'skip-first', label: `First response, skip: ${step.text}…`, keys: 'shift+k', group, run: onSkip },
        ],
  );
  const evidence = incident.evidence[`${list}/${step.id}`];
  return (
    <div className="first-response-next">
      <div className="step-line">
        <p className="step-text">
          <span className="dim">Next: </span>
          <Words parts={step.inline} />
        </p>
        <span className="step-actions">
          <Button kind="quiet" busy={saving} label={`Done: ${step.text}`} onPress={tick} keys={leading ? ' ' : 'k'}>
            Done
          </Button>
          <Button kind="quiet" label={`Skip ${step.text}`} onPress={onSkip} keys={leading ? 's' : 'shift+k'}>
            Skip…
          </Button>
        </span>
      </div>
      {step.details.map((words, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a document's paragraphs never move
        <p key={index} className="step-detail">
          <Words parts={words} />
        </p>
      ))}
      {step.code.map((block, index) => (
        <CodeSnippet
          key={block.line}
          block={block}
          placeholders={incident.placeholders}
          copiedByKey={leading && index === 0}
        />
      ))}
      {evidence !== undefined && <Evidence address={address} view={evidence} askedByKey={leading} />}
      {step.children.map((child) => (
        <p key={child.id} className="step-detail">
          <Words parts={child.inline} />
        </p>
      ))}
    </div>
  );
}

/** The word a step leads with where the document stresses it: **Acknowledge** the alert. */
function shortName({ inline, text }: Step): string {
  const [lead] = inline;
  return lead?.kind === 'strong' ? plain(lead.children) : text;
}

function plain(parts: readonly Inline[]): string {
  return parts
    .map((part) => ('text' in part ? part.text : part.kind === 'break' ? ' ' : plain(part.children)))
    .join('');
}
