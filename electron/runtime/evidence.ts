import type { SourceFacts } from '../core/engine/state.ts';
import type { EventBody, StoredEvent } from '../core/events.ts';
import { isOwed } from '../core/evidence/again.ts';
import type { EvidenceAnswered } from '../core/evidence/answered.ts';
import { branchOf } from '../core/evidence/branch.ts';
import { EVIDENCE } from '../core/evidence/definitions.ts';
import type { Finding } from '../core/evidence/finding.ts';
import { seenByLook } from '../core/evidence/from-look.ts';
import { componentFor } from '../core/evidence/health.ts';
import { lacking, parametersOf } from '../core/evidence/parameters.ts';
import type { Revealed } from '../core/evidence/question.ts';
import {
  type EvidenceStep,
  type EvidenceView,
  type EvidenceViews,
  evidenceSteps,
  newestAnswers,
} from '../core/evidence/views.ts';
import { alertKeysOf, type Incident, isOpen, openIncidents } from '../core/incidents/incident.ts';
import type { EvidenceId, Step } from '../core/playbook/model.ts';
import type { Clock } from '../core/ports.ts';
import type { Reading, SourceId } from '../core/source.ts';
import type { Engine } from './engine.ts';
import { type Asked, createEvidenceQuestions, type QuestionParts } from './evidence-questions.ts';

export interface EvidenceParts extends QuestionParts {
  readonly engine: Pick<Engine, 'state' | 'listen' | 'report' | 'say'>;
  readonly clock: Clock;
  /** The lists of steps of an incident, by their ids. */
  readonly listsOf: (incident: Incident) => readonly { readonly list: string; readonly steps: readonly Step[] }[];
  readonly eventsOf: (incidentId: string) => readonly StoredEvent[];
  /** What is being asked has changed. */
  readonly changed: () => void;
}

export interface Evidence {
  /** Asks for the open incidents what has no answer yet; from now on for new ones, and after a change. */
  start(): void;
  /** Why a step cannot be asked about now; null where it can. */
  whyNot(incident: Incident, step: EvidenceStep): string | null;
  /** Asks on a person's behalf; settles when the answer is on disk. Throws the store's error. */
  askAgain(commandId: string, incident: Incident, step: EvidenceStep): Promise<EvidenceAnswered | null>;
  /** A person's data behind the incident's ids; nobody keeps it. Null where there is none to be had. */
  reveal(incident: Incident): Promise<Reading<Revealed>> | null;
  viewsOf(incident: Incident, events: readonly StoredEvent[]): EvidenceViews;
  stop(): void;
}

/** Asks the fixed questions behind an incident's steps: one at a time per source, each answer into the timeline. */
export function createEvidence(parts: EvidenceParts): Evidence {
  const { engine, clock, desk, components } = parts;
  const questions = createEvidenceQuestions(parts);
  const ended = new AbortController();
  const lines = new Map<SourceId, Promise<unknown>>();
  const asking = new Map<string, Promise<EvidenceAnswered | null>>();
  let started = false;
  const well = new Map<SourceId, boolean>();

  engine.listen((state, events) => {
    if (!started) return;
    for (const event of events) {
      const incident = state.incidents[event.incidentId ?? ''];
      if (incident === undefined) continue;
      if (event.type === 'incident-opened') askOwed(incident, [], null);
      if (CHANGES.has(event.type)) askOwed(incident, parts.eventsOf(incident.id), null);
    }
    for (const [source, facts] of Object.entries(state.sources) as [SourceId, SourceFacts][]) {
      const isWell = facts.look.verdict === 'ok';
      const recovered = isWell && well.get(source) === false;
      well.set(source, isWell);
      if (!recovered) continue;
      for (const incident of openIncidents(state.incidents)) askOwed(incident, parts.eventsOf(incident.id), source);
    }
  });

  function stepsOf(incident: Incident): readonly EvidenceStep[] {
    return parts.listsOf(incident).flatMap(({ list, steps }) => evidenceSteps(list, steps));
  }

  /** `events`: the incident's. `recovered`: only what is asked of that source. */
  function askOwed(incident: Incident, events: readonly StoredEvent[], recovered: SourceId | null): void {
    for (const at of stepsOf(incident)) {
      if (recovered !== null && questions.sourceOf(at.step) !== recovered) continue;
      const underway = asking.get(keyOf(incident.id, at));
      if (underway === undefined) askIfOwed(incident, at, events, recovered !== null);
      // What is under way may have been asked before the recovery.
      else if (recovered !== null) void underway.then(() => askAfterwards(incident.id, at));
    }
  }

  function askIfOwed(incident: Incident, at: EvidenceStep, events: readonly StoredEvent[], recovered: boolean): void {
    if (whyNot(incident, at) !== null || !isOwed(events, nameOf(at), recovered)) return;
    void ask(incident, at).then((answer) => {
      if (answer !== null) engine.report([toEvent(incident, answer)]);
    });
  }

  function askAfterwards(incidentId: string, at: EvidenceStep): void {
    const incident = engine.state().incidents[incidentId];
    // Two recoveries may have waited for the same answer.
    if (ended.signal.aborted || asking.has(keyOf(incidentId, at)) || incident === undefined || !isOpen(incident))
      return;
    askIfOwed(incident, at, parts.eventsOf(incidentId), true);
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
    const key = keyOf(incident.id, at);
    const underway = asking.get(key);
    if (underway !== undefined) return underway;
    const { evidence: id } = at.step;
    if (id === undefined) return Promise.resolve(null);
    const work = inLine(questions.sourceOf(at.step) ?? 'health', async () => {
      const asked = await questions.ask(id, incident, ended.signal);
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

  function answered(incident: Incident, at: EvidenceStep, id: EvidenceId, { text, finding }: Asked): EvidenceAnswered {
    const siblings = parts.listsOf(incident).find(({ list }) => list === at.list)?.steps ?? [];
    return {
      ...toAnswered(at, id, finding, text),
      branch: finding.branch && branchOf(finding.branch, siblings, at.step.id),
    };
  }

  function viewOf(incident: Incident, at: EvidenceStep, newest: ReturnType<typeof newestAnswers>): EvidenceView {
    const isAsking = asking.has(keyOf(incident.id, at));
    const known = newest.get(nameOf(at));
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
        askOwed(incident, parts.eventsOf(incident.id), null);
      }
    },
    whyNot,
    async askAgain(commandId, incident, step) {
      const answer = await ask(incident, step);
      if (answer !== null) engine.say(commandId, [toEvent(incident, answer)]);
      return answer;
    },
    reveal(incident) {
      const parameters = parametersOf(alertKeysOf(incident));
      if (desk.reveal === null || (parameters.userId === null && parameters.addressId === null)) return null;
      return desk.reveal(parameters, ended.signal);
    },
    viewsOf: (incident, events) => {
      const newest = newestAnswers(events);
      return Object.fromEntries(stepsOf(incident).map((at) => [nameOf(at), viewOf(incident, at, newest)]));
    },
    stop: () => ended.abort(),
  };
}

/** Another alert may bring the id that a question lacked; what was true of the milder one may be so no more. */
const CHANGES: ReadonlySet<EventBody['type']> = new Set([
  'incident-joined',
  'incident-absorbed',
  'alert-level-changed',
]);

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

function keyOf(incidentId: string, at: EvidenceStep): string {
  return `${incidentId}/${nameOf(at)}`;
}

function nameOf({ list, step }: EvidenceStep): string {
  return `${list}/${step.id}`;
}
