import { DEFAULT_COMPONENT_NAMES } from '../../electron/core/checks/health-components.ts';
import { defaultRules } from '../../electron/core/checks/rules.ts';
import { DEFAULT_THRESHOLDS } from '../../electron/core/checks/thresholds.ts';
import type { EvidenceDesk } from '../../electron/core/evidence/question.ts';
import type { Incident } from '../../electron/core/incidents/incident.ts';
import type { Playbook, Step } from '../../electron/core/playbook/model.ts';
import { parsePlaybook } from '../../electron/core/playbook/parse.ts';
import { officeHours } from '../../electron/core/schedule/working-hours.ts';
import { createEngine, type Engine } from '../../electron/runtime/engine.ts';
import { createEvidence, type Evidence } from '../../electron/runtime/evidence.ts';
import type { OpenedStore } from '../../electron/store/open-store.ts';
import type { FakeClock } from '../fakes/clock.ts';

export interface Desk {
  readonly engine: Engine;
  readonly evidence: Evidence;
  readonly playbook: Playbook;
  incident(): Incident;
  open(alertKey?: string): void;
  /** What the window would show, by the step's place in the runbook. */
  view(place?: number): ReturnType<Evidence['viewsOf']>[string] | undefined;
  step(place?: number): Step;
  list(): string;
}

/** An engine on a real store, with the evidence of one document beside it. */
export function openDesk(store: OpenedStore, clock: FakeClock, document: string, desk: EvidenceDesk): Desk {
  const playbook = parsePlaybook(document);
  let ids = 0;
  const engine = createEngine({
    store,
    clock,
    settings: {
      mode: 'live',
      sources: [],
      rules: defaultRules(),
      clocks: {
        responseTimes: {
          1: { kind: 'within', ms: 900_000, text: '15 min' },
          2: { kind: 'within', ms: 3_600_000, text: '1 hour' },
          3: { kind: 'within', ms: 14_400_000, text: '4 hours' },
          4: { kind: 'next-business-day', text: 'next business day' },
        },
        ladder: [],
        hours: officeHours('UTC'),
      },
      quietHours: null,
      firstStepOf: () => null,
      personFor: () => null,
    },
    newId: () => {
      ids += 1;
      return `id-${store.eventsAfter(0).length}-${ids}`;
    },
  });
  const runbook = playbook.runbooks[0];
  if (runbook === undefined) throw new Error('The document has no runbook.');
  const evidence = createEvidence({
    engine,
    clock,
    desk,
    components: DEFAULT_COMPONENT_NAMES,
    thresholds: DEFAULT_THRESHOLDS,
    listsOf: () => [{ list: runbook.id, steps: runbook.steps }],
    eventsOf: (id) => store.eventsOf(id),
    changed: () => {},
  });
  const incident = () => {
    const [first] = Object.values(engine.state().incidents);
    if (first === undefined) throw new Error('No incident is open.');
    return first;
  };
  const step = (place = 0) => {
    const found = runbook.steps[place];
    if (found === undefined) throw new Error('The runbook has no such step.');
    return found;
  };
  return {
    engine,
    evidence,
    playbook,
    incident,
    step,
    list: () => runbook.id,
    view: (place) => evidence.viewsOf(incident(), store.eventsOf(incident().id))[`${runbook.id}/${step(place).id}`],
    open: (alertKey = 'redis-connection-failed') =>
      engine.say(`open-${alertKey}`, [
        {
          type: 'incident-opened',
          payload: {
            title: 'Redis connection failed',
            severity: 2,
            runbook: runbook.title,
            alertKey,
            reason: 'no answer',
            firstBad: clock.now(),
          },
          incidentId: 'inc-1',
        },
      ]),
  };
}
