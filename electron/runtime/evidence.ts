import type { ComponentNames } from '../core/checks/health-components.ts';
import type { StoredEvent } from '../core/events.ts';
import type { EvidenceAnswered } from '../core/evidence/answered.ts';
import { branchOf } from '../core/evidence/branch.ts';
import { EVIDENCE, type EvidenceDefinition, judgeEvidence } from '../core/evidence/definitions.ts';
import type { EvidenceContext, Finding } from '../core/evidence/finding.ts';
import { seenByLook } from '../core/evidence/from-look.ts';
import { componentFor, judgeThroughHealth } from '../core/evidence/health.ts';
import { lacking, parametersOf } from '../core/evidence/parameters.ts';
import type { EvidenceDesk, EvidenceQuestion, Revealed } from '../core/evidence/question.ts';
import {
  type EvidenceStep,
  type EvidenceView,
  type EvidenceViews,
  evidenceSteps,
  newestAnswers,
} from '../core/evidence/views.ts';
import { alertKeysOf, type Incident, openIncidents } from '../core/incidents/incident.ts';
import type { EvidenceId, Step } from '../core/playbook/model.ts';
import type { Clock } from '../core/ports.ts';
import type { Reading, SourceId } from '../core/source.ts';
import type { Engine } from './engine.ts';

export interface EvidenceParts {
  readonly engine: Pick<Engine, 'state' | 'listen' | 'report' | 'say'>;
  readonly clock: Clock;
  readonly desk: EvidenceDesk;
  /** What the health endpoint calls its components. */
  readonly components: ComponentNames;
  readonly thresholds: EvidenceContext['thresholds'];
  /** The lists of steps of an incident, by their ids. */
  readonly listsOf: (incident: Incident) => readonly { readonly list: string; readonly steps: readonly Step[] }[];
  readonly eventsOf: (incidentId: string) => readonly StoredEvent[];
  /** What is being asked has changed. */
  readonly changed: () => void;
}

export interface Evidence {
  /** Asks for the open incidents what has no answer yet, and from now on for every new one. */
  start(): void;
  /** Why a step cannot be asked about now; null where it can. */
  whyNot(incident: Incident, step: EvidenceStep): string | null;
  /** Asks on a person's behalf; settles when the answer is on disk. Throws the store's error. */
  askAgain(commandId: string, incident: Incident, step: EvidenceStep): Promise<void>;
  /** A person's data behind the incident's ids; nobody keeps it. Null where there is none to be had. */
  reveal(incident: Incident): Promise<Reading<Revealed>> | null;
  viewsOf(incident: Incident, events: readonly StoredEvent[]): EvidenceViews;
  stop(): void;
}

/** Asks the fixed questions behind an incident's steps: one at a time per source, each answer into the timeline. */
export function createEvidence(parts: EvidenceParts): Evidence {
  const { engine, clock, desk, components } = parts;
  const ended = new AbortController();
  const lines = new Map<SourceId, Promise<unknown>>();
  const asking = new Map<string, Promise<EvidenceAnswered | null>>();
  let started = false;

  engine.listen((state, events) => {
    if (!started) return;
    for (const event of events) {
      const incident = event.type === 'incident-opened' ? state.incidents[event.incidentId ?? ''] : undefined;
      if (incident !== undefined) askAll(incident);
    }
  });

  function stepsOf(incident: Incident): readonly EvidenceStep[] {
    return parts.listsOf(incident).flatMap(({ list, steps }) => evidenceSteps(list, steps));
  }

  function askAll(incident: Incident): void {
    for (const step of stepsOf(incident)) {
      if (whyNot(incident, step) !== null) continue;
      void ask(incident, step).then((answered) => {
        if (answered !== null) engine.report([toEvent(incident, answered)]);
      });
    }
  }

  function whyNot(incident: Incident, { step }: EvidenceStep): string | null {
    const { evidence: id } = step;
    if (id === undefined) return 'This step has no question.';
    const { source, cheap } = EVIDENCE[id];
    const missing = lacking(id, parametersOf(alertKeysOf(incident)));
    if (missing !== null) return missing;
    if (desk.questions[id] === undefined) {
      const instead = desk.questions.health !== undefined && componentFor(id, components) !== null;
      return instead ? null : `No source is configured that could be asked (${source}).`;
    }
    const look = engine.state().sources[source]?.look;
    if (cheap || look?.verdict !== 'bad') return null;
    return `Not asked while its source is bad, to spare it. ${look.reason}`;
  }

  /** One question of one step; whoever asks meanwhile gets the same answer. Null when Sevlight ends. */
  function ask(incident: Incident, at: EvidenceStep): Promise<EvidenceAnswered | null> {
    const key = keyOf(incident, at);
    const underway = asking.get(key);
    if (underway !== undefined) return underway;
    const { evidence: id } = at.step;
    if (id === undefined) return Promise.resolve(null);
    const work = inLine(desk.questions[id] === undefined ? 'health' : EVIDENCE[id].source, async () => {
      const asked = await askOnce(id, incident);
      return ended.signal.aborted ? null : answered(incident, at, id, asked);
    }).finally(() => {
      asking.delete(key);
      parts.changed();
    });
    asking.set(key, work);
    parts.changed();
    return work;
  }

  /** After those that are waiting for the same source. */
  function inLine<Value>(source: SourceId, work: () => Promise<Value>): Promise<Value> {
    const turn = (lines.get(source) ?? Promise.resolve()).then(work);
    lines.set(
      source,
      turn.catch(() => {}),
    );
    return turn;
  }

  async function askOnce<Id extends EvidenceId>(id: Id, incident: Incident): Promise<Asked> {
    const definition: EvidenceDefinition<Id> = EVIDENCE[id];
    const question: EvidenceQuestion<Id> | undefined = desk.questions[id];
    const parameters = parametersOf(alertKeysOf(incident));
    if (question !== undefined) {
      const reading = await question.ask(parameters, ended.signal);
      return { text: question.text, finding: judgeEvidence(definition, reading, contextOf(definition.source)) };
    }
    const component = componentFor(id, components);
    const { health } = desk.questions;
    if (health === undefined || component === null) return NOT_ASKED;
    const reading = await health.ask(parameters, ended.signal);
    const context = contextOf('health');
    const finding =
      reading.outcome === 'answered'
        ? judgeThroughHealth(id, component, reading.answer, context)
        : definition.judgeFailure(reading.failure, context);
    return { text: `${health.text} → ${component}`, finding };
  }

  function contextOf(source: SourceId): EvidenceContext {
    const { sources } = engine.state();
    const queue = Object.values(sources)
      .flatMap((facts) => facts?.checks ?? [])
      .find(({ name }) => name === 'queue_length');
    return {
      thresholds: parts.thresholds,
      sourceIsBad: sources[source]?.look.verdict === 'bad',
      tasksWaiting: queue?.value ?? null,
    };
  }

  function answered(incident: Incident, at: EvidenceStep, id: EvidenceId, { text, finding }: Asked): EvidenceAnswered {
    const siblings = parts.listsOf(incident).find(({ list }) => list === at.list)?.steps ?? [];
    return {
      ...toAnswered(at, id, finding, text),
      branch: finding.branch && branchOf(finding.branch, siblings, at.step.id),
    };
  }

  function viewOf(incident: Incident, at: EvidenceStep, newest: ReturnType<typeof newestAnswers>): EvidenceView {
    const isAsking = asking.has(keyOf(incident, at));
    const known = newest.get(`${at.list}/${at.step.id}`);
    if (known !== undefined) return { ...known, from: 'asked', asking: isAsking };
    const id = at.step.evidence ?? 'health';
    const text = desk.questions[id]?.text ?? '';
    const seen = seenByLook(id, EVIDENCE[id].source, engine.state().sources, clock.now());
    if (seen !== null) {
      return { ...toAnswered(at, id, seen.finding, text), atWallMs: seen.atWallMs, from: 'look', asking: isAsking };
    }
    const sentence = isAsking ? 'Being asked.' : (whyNot(incident, at) ?? 'Not asked yet.');
    const finding: Finding = { value: '', verdict: 'unknown', sentence, facts: [], branch: null };
    return { ...toAnswered(at, id, finding, text), atWallMs: null, from: 'none', asking: isAsking };
  }

  return {
    start() {
      started = true;
      for (const incident of openIncidents(engine.state().incidents)) {
        if (newestAnswers(parts.eventsOf(incident.id)).size === 0) askAll(incident);
      }
    },
    whyNot,
    async askAgain(commandId, incident, step) {
      const answer = await ask(incident, step);
      if (answer !== null) engine.say(commandId, [toEvent(incident, answer)]);
    },
    reveal(incident) {
      const parameters = parametersOf(alertKeysOf(incident));
      if (desk.reveal === null || (parameters.userId === null && parameters.addressId === null)) return null;
      return desk.reveal(parameters, ended.signal);
    },
    viewsOf: (incident, events) => {
      const newest = newestAnswers(events);
      return Object.fromEntries(
        stepsOf(incident).map((at) => [`${at.list}/${at.step.id}`, viewOf(incident, at, newest)]),
      );
    },
    stop: () => ended.abort(),
  };
}

interface Asked {
  readonly text: string;
  readonly finding: Finding;
}

const NOT_ASKED: Asked = {
  text: '',
  finding: { value: 'Not asked', verdict: 'unknown', sentence: 'No source can be asked.', facts: [], branch: null },
};

function toAnswered({ list, step }: EvidenceStep, id: EvidenceId, finding: Finding, text: string): EvidenceAnswered {
  const { value, verdict, sentence, facts } = finding;
  return {
    list,
    stepId: step.id,
    evidenceId: id,
    question: text,
    expectation: EVIDENCE[id].expectation,
    value,
    verdict,
    sentence,
    facts,
    branch: null,
  };
}

function toEvent(incident: Incident, payload: EvidenceAnswered) {
  return { type: 'evidence-answered', payload, incidentId: incident.id } as const;
}

function keyOf(incident: Incident, { list, step }: EvidenceStep): string {
  return `${incident.id}/${list}/${step.id}`;
}
