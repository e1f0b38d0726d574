import type { ComponentNames } from '../core/checks/health-components.ts';
import { EVIDENCE, type EvidenceDefinition, judgeEvidence } from '../core/evidence/definitions.ts';
import type { EvidenceContext, Finding } from '../core/evidence/finding.ts';
import { componentFor, judgeThroughHealth } from '../core/evidence/health.ts';
import { parametersOf } from '../core/evidence/parameters.ts';
import type { EvidenceDesk, EvidenceQuestion } from '../core/evidence/question.ts';
import { alertKeysOf, type Incident } from '../core/incidents/incident.ts';
import type { EvidenceId, Step } from '../core/playbook/model.ts';
import type { SourceId } from '../core/source.ts';
import type { Engine } from './engine.ts';

export interface QuestionParts {
  readonly engine: Pick<Engine, 'state'>;
  readonly desk: EvidenceDesk;
  /** What the health endpoint calls its components. */
  readonly components: ComponentNames;
  readonly thresholds: EvidenceContext['thresholds'];
}

/** Exactly what was asked, and what the answer means. */
export interface Asked {
  readonly text: string;
  readonly finding: Finding;
}

export interface Questions {
  /** Where a step's question goes: to its own source, or to the health endpoint in its stead. */
  sourceOf(step: Step): SourceId | null;
  ask(id: EvidenceId, incident: Incident, signal: AbortSignal): Promise<Asked>;
}

/** Puts the fixed questions, and judges what comes back with what the looks know. */
export function createEvidenceQuestions({ engine, desk, components, thresholds }: QuestionParts): Questions {
  async function ask<Id extends EvidenceId>(id: Id, incident: Incident, signal: AbortSignal): Promise<Asked> {
    const definition: EvidenceDefinition<Id> = EVIDENCE[id];
    const question: EvidenceQuestion<Id> | undefined = desk.questions[id];
    const parameters = parametersOf(alertKeysOf(incident));
    if (question !== undefined) {
      const reading = await question.ask(parameters, signal);
      return { text: question.text, finding: judgeEvidence(definition, reading, contextOf(definition.source)) };
    }
    const component = componentFor(id, components);
    const { health } = desk.questions;
    if (health === undefined || component === null) return NOT_ASKED;
    const reading = await health.ask(parameters, signal);
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
      thresholds,
      sourceIsBad: sources[source]?.look.verdict === 'bad',
      tasksWaiting: queue?.value ?? null,
    };
  }

  return {
    sourceOf: ({ evidence: id }) => {
      if (id === undefined) return null;
      return desk.questions[id] === undefined ? 'health' : EVIDENCE[id].source;
    },
    ask,
  };
}

const NOT_ASKED: Asked = {
  text: '',
  finding: { value: 'Not asked', verdict: 'unknown', sentence: 'No source can be asked.', facts: [], branch: null },
};
