import { filled } from '../../electron/core/evidence/placeholders.ts';
import { TIME_BOX_MS } from '../../electron/core/incidents/time-boxes.ts';
import type { Step } from '../../electron/core/playbook/model.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { type ChecklistView, copyableOf, findStep, nextWithin } from '../store/checklist.ts';
import { useActions, useDesk } from '../store/context.ts';
import { say } from '../store/state.ts';
import { type StepAddress, useVerbs } from '../store/verbs.ts';
import { firstLine } from '../ui/code-block.tsx';

interface Target {
  readonly list: string;
  readonly step: Step;
}

/** The checklist by keyboard: what has the focus comes first, then the current step. */
export function useStepKeys(
  incident: IncidentView,
  lists: readonly ChecklistView[],
  leading: ChecklistView | null,
  onSkip: (step: StepAddress) => void,
): void {
  const verbs = useVerbs();
  const { store } = useDesk();
  const group = 'Checklist' as const;

  function current(): Target | null {
    const step = leading?.steps.find(({ id }) => id === leading.currentId);
    return leading === null || step === undefined ? null : { list: leading.list, step };
  }

  function withNext(act: (address: StepAddress) => void): void {
    const target = focusedStep(lists) ?? current();
    const next = target === null ? null : nextWithin(incident, target.list, target.step);
    if (target === null || next === null) say(store, 'No step is left to tick here.');
    else act({ incidentId: incident.id, list: target.list, stepId: next.id, text: next.text });
  }

  function copy(): void {
    const target = focusedStep(lists) ?? current();
    const button = copyButton();
    const text = target === null ? null : copyableOf(target.step);
    // A command that destroys asks first, by key as by mouse.
    if (button !== null) button.click();
    else if (text === null) say(store, 'This step has nothing to copy.');
    else if (target?.step.code[0]?.commandClass === 'destroy') say(store, 'Show the step to copy what destroys.');
    else void verbs.copy(filled(text, incident.placeholders), firstLine(text));
  }

  /** The questions of the step, or else of the list that is worked through. */
  function askAgain(): void {
    const target = focusedStep(lists) ?? current();
    const asked = target === null ? [] : asking(incident, target.list, [target.step]);
    const wanted = asked.length > 0 || leading === null ? asked : asking(incident, leading.list, leading.steps);
    if (wanted.length === 0) say(store, 'No step here has a question.');
    for (const address of wanted) void verbs.askEvidence(address);
  }

  function undo(): void {
    const newest = Object.entries(incident.steps)
      .sort(([, a], [, b]) => a.atWallMs - b.atWallMs)
      .at(-1)?.[0];
    const list = lists.find((each) => newest?.startsWith(`${each.list}/`));
    const step =
      list === undefined || newest === undefined ? null : findStep(list.steps, newest.slice(list.list.length + 1));
    if (list === undefined || step === null) say(store, 'There is nothing to undo.');
    else void verbs.untick({ incidentId: incident.id, list: list.list, stepId: step.id, text: step.text });
  }

  const actions: Action[] = [
    {
      id: 'tick',
      label: 'Tick the current step',
      keys: ' ',
      group,
      run: () => withNext((step) => void verbs.tick(step)),
    },
    { id: 'copy', label: 'Copy the current step’s command', keys: 'c', group, run: copy },
    { id: 'ask-again', label: 'Ask the step’s question again', keys: 'r', group, run: askAgain },
    {
      id: 'time-box',
      label: 'Give the current step 5 min',
      keys: 't',
      group,
      run: () => withNext((step) => void verbs.timeStep(step, TIME_BOX_MS)),
    },
    { id: 'skip', label: 'Skip the current step…', keys: 's', group, run: () => withNext(onSkip) },
    { id: 'undo', label: 'Undo the newest tick', keys: 'u', group, run: undo },
    { id: 'next-step', label: 'To the next step', keys: 'ArrowDown', group, run: () => moveFocus(1) },
    { id: 'previous-step', label: 'To the previous step', keys: 'ArrowUp', group, run: () => moveFocus(-1) },
  ];
  useActions(actions);
}

/** Steps that have a question, nested ones included. */
function asking(incident: IncidentView, list: string, steps: readonly Step[]): readonly StepAddress[] {
  return steps.flatMap((step) => [
    ...(incident.evidence[`${list}/${step.id}`] === undefined
      ? []
      : [{ incidentId: incident.id, list, stepId: step.id, text: step.text }]),
    ...asking(incident, list, step.children),
  ]);
}

function copyButton(): HTMLButtonElement | null {
  const focused = document.activeElement?.closest('[data-step]');
  return focused === null || focused === undefined
    ? document.querySelector('.snippet[data-key-copies] button')
    : focused.querySelector('.snippet button');
}

function focusedStep(lists: readonly ChecklistView[]): Target | null {
  const element = document.activeElement?.closest<HTMLElement>('[data-step]');
  const list = lists.find((each) => each.list === element?.dataset.list);
  const step = list === undefined ? null : findStep(list.steps, element?.dataset.step ?? '');
  return list === undefined || step === null ? null : { list: list.list, step };
}

function moveFocus(by: 1 | -1): void {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('[data-step] .box')];
  const focused = boxes.findIndex((box) => box.matches(':focus'));
  const from = focused === -1 ? boxes.findIndex((box) => box.closest('[data-leading]') !== null) - by : focused;
  boxes[Math.min(boxes.length - 1, Math.max(0, from + by))]?.focus();
}
