import type { EngineSettings } from '../core/engine/advance.ts';
import type { EngineState } from '../core/engine/state.ts';
import { clocksOf } from '../core/incidents/clocks.ts';
import { type Incident, openIncidents } from '../core/incidents/incident.ts';
import type { MessageFacts } from '../core/messages/facts.ts';
import { fillTemplate } from '../core/messages/fill.ts';
import type { MessageTemplate } from '../core/playbook/model.ts';
import type { Clock } from '../core/ports.ts';
import { HOUR_MS } from '../core/time.ts';
import type { Engine } from './engine.ts';

export interface UnownedParts {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly settings: EngineSettings;
  readonly template: MessageTemplate;
  readonly factsOf: (incidentId: string) => MessageFacts | null;
}

/** What has been due for longer was slept over: it is too late to be said by itself. */
const LATEST_MS = HOUR_MS;

/**
 * Where the team has asked for it: at the moment when level 2 is due and nobody owns the incident, its initial message
 * goes to the team's webhook, once. The only words that leave the house without a click.
 */
export function tellWhatNobodyOwns({ engine, clock, settings, template, factsOf }: UnownedParts): void {
  engine.listen((state) => {
    const now = clock.now();
    for (const incident of openIncidents(state.incidents)) {
      if (incident.acknowledgement !== null || isTold(state, incident)) continue;
      const level2 = clocksOf(incident, now, settings.clocks).find(({ id }) => id === 'escalate-2');
      if (level2?.state !== 'due' || level2.leftMs < -LATEST_MS) continue;
      // Not within the step that woke us; by then another may have told it.
      setImmediate(() => {
        if (!isTold(engine.state(), incident)) queue(incident.id);
      });
    }
  });

  function queue(incidentId: string): void {
    const facts = factsOf(incidentId);
    if (facts === null) return;
    const { text, subject, blanks } = fillTemplate(template, facts);
    const filled = blanks.reduce((words, blank) => words.replaceAll(blank, 'not known yet'), text);
    engine.report([
      {
        type: 'message-queued',
        payload: {
          messageId: `unowned:${incidentId}`,
          template: 'initial',
          channel: 'slack',
          recipients: [],
          subject,
          text: `${filled}\nNobody has acknowledged it: Sevlight says so by itself.`,
        },
        incidentId,
      },
    ]);
  }
}

/** By a person or by us, whatever became of it; and not while the looks are unsure after a sleep. */
function isTold(state: EngineState, { id }: Incident): boolean {
  return state.graceSince !== null || Object.values(state.outbox).some(({ incidentId }) => incidentId === id);
}
