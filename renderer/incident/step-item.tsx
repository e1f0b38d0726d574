import { useEffect, useId, useRef, useState } from 'react';
import { flagOffered } from '../../electron/core/incidents/preserve.ts';
import { TIME_BOX_MS } from '../../electron/core/incidents/time-boxes.ts';
import type { LadderFlag, Step } from '../../electron/core/playbook/model.ts';
import type { IncidentView, StepView } from '../../electron/core/snapshot.ts';
import { stepState } from '../store/checklist.ts';
import { useWindow } from '../store/context.ts';
import { aboutStep, type StepAddress, useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { CodeSnippet } from '../ui/code-block.tsx';
import { Words } from '../ui/inline.tsx';
import { timeOfDay } from '../ui/words.ts';
import { Evidence } from './evidence.tsx';
import { TimeBox } from './time-box.tsx';
import { VendorLines } from './vendor-lines.tsx';

interface StepItemProps {
  readonly incident: IncidentView;
  readonly list: string;
  readonly step: Step;
  /** The first one left in its list, or a part of it. */
  readonly current: boolean;
  readonly leading: boolean;
  readonly onSkip: (step: StepAddress) => void;
  readonly onFlag?: (flag: LadderFlag) => void;
}

/** One step: its box, its words, its commands; what is settled folds away. */
export function StepItem({ incident, list, step, current, leading, onSkip, onFlag }: StepItemProps) {
  const verbs = useVerbs();
  const textId = useId();
  const [unfolded, setUnfolded] = useState(false);
  const address: StepAddress = { incidentId: incident.id, list, stepId: step.id, text: step.text };
  const about = aboutStep(address);
  const saving = useWindow((state) => state.saving.includes(about));
  const failed = useWindow((state) => state.failures.some(({ command }) => command.about === about));
  const settled = stepState(incident, list, step.id);
  const row = useRef<HTMLLIElement>(null);
  const isNext = current && leading;
  const wasNext = useRef(isNext);
  // What comes next after a tick may be below the fold; opening the page moves nothing.
  useEffect(() => {
    if (isNext && !wasNext.current) row.current?.scrollIntoView({ block: 'nearest' });
    wasNext.current = isNext;
  }, [isNext]);
  const hasMore =
    step.evidence !== undefined || step.code.length > 0 || step.details.length > 0 || step.children.length > 0;
  const open = settled === null || unfolded;
  const flag = incident.status === 'Resolved' ? null : flagOffered(step.text);
  const timeBox = incident.timeBoxes[`${list}/${step.id}`];
  const evidence = incident.evidence[`${list}/${step.id}`];
  const suggestion = settled === null ? suggestedBy(incident, list, step.id) : null;
  const state = settled?.state ?? (current ? (leading ? 'current leading' : 'current') : 'ahead');

  return (
    <li
      ref={row}
      className={`step ${state}${suggestion === null ? '' : ' suggestion'}`}
      data-list={list}
      data-step={step.id}
      data-leading={isNext || undefined}
      aria-current={current ? 'step' : undefined}
    >
      <input
        type="checkbox"
        className={settled?.state === 'skipped' ? 'box skipped' : 'box'}
        checked={settled?.state === 'done'}
        aria-labelledby={textId}
        aria-busy={saving}
        onChange={() => {
          if (saving) return;
          void (settled === null ? verbs.tick(address) : verbs.untick(address));
        }}
      />
      <div>
        <div className="step-line">
          <p id={textId} className="step-text">
            <Words parts={step.inline} />
          </p>
          {suggestion !== null && <span className="suggested">{suggestion}</span>}
          {settled === null && timeBox !== undefined && <TimeBox dueWallMs={timeBox} about={step.text} />}
          <Mark settled={settled} saving={saving} failed={failed} />
          {settled !== null && hasMore && (
            <Button
              kind="quiet"
              expanded={unfolded}
              label={`Details of ${step.text}`}
              onPress={() => setUnfolded(!unfolded)}
            >
              {unfolded ? 'Fold' : 'Show'}
            </Button>
          )}
          {current && settled === null && (
            <span className="step-actions">
              {timeBox === undefined && (
                <Button
                  kind="quiet"
                  label={`Give 5 min to ${step.text}`}
                  onPress={() => verbs.timeStep(address, TIME_BOX_MS)}
                  {...(leading ? { keys: 't' } : {})}
                >
                  5 min
                </Button>
              )}
              <Button
                kind="quiet"
                label={`Skip ${step.text}`}
                onPress={() => onSkip(address)}
                {...(leading ? { keys: 's' } : {})}
              >
                Skip…
              </Button>
            </span>
          )}
        </div>
        {onFlag !== undefined && flag !== null && !incident.flags.some((one) => one.flag === flag) && (
          <p className="step-detail">
            <Button kind="quiet" onPress={() => onFlag(flag)}>
              {flag === 'breach' ? 'Raise a data breach flag…' : 'Raise a legal flag…'}
            </Button>
          </p>
        )}
        {settled?.reason != null && <p className="note">Skipped: {settled.reason}</p>}
        {open && (
          <>
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
                copiedByKey={current && leading && index === 0}
              />
            ))}
            <VendorLines step={step} />
            {evidence !== undefined && <Evidence address={address} view={evidence} askedByKey={current && leading} />}
            {step.children.length > 0 && (
              <ol className="steps parts">
                {step.children.map((child) => (
                  <StepItem
                    key={child.id}
                    incident={incident}
                    list={list}
                    step={child}
                    current={false}
                    leading={leading}
                    onSkip={onSkip}
                    {...(onFlag === undefined ? {} : { onFlag })}
                  />
                ))}
              </ol>
            )}
          </>
        )}
      </div>
    </li>
  );
}

/** The case that another step's evidence speaks for, where this step is written for it. */
function suggestedBy(incident: IncidentView, list: string, stepId: string): string | null {
  const found = Object.values(incident.evidence).find((each) => each.list === list && each.branch?.stepId === stepId);
  return found?.branch?.label ?? null;
}

interface MarkProps {
  readonly settled: StepView | null;
  readonly saving: boolean;
  readonly failed: boolean;
}

/** The time it was settled; before that, whether it is on its way to disk. */
function Mark({ settled, saving, failed }: MarkProps) {
  if (saving) return <span className="when">saving…</span>;
  if (failed) return <span className="when not-saved">not saved</span>;
  if (settled === null) return null;
  return (
    <time
      className="when"
      dateTime={new Date(settled.atWallMs).toISOString()}
      title={`${timeOfDay(settled.atWallMs, 'utc')} UTC`}
    >
      {settled.state === 'skipped' && 'skipped '}
      {timeOfDay(settled.atWallMs)}
    </time>
  );
}
