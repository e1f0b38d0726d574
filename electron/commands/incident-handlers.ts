import { alertsOf } from '../core/alerts/state.ts';
import type { Addressed } from '../core/incidents/follow.ts';
import type { Playbook } from '../core/playbook/model.ts';
import type { AppSnapshot } from '../core/snapshot.ts';
import type { Instant } from '../core/time.ts';
import type { Ask } from '../ipc/ask.ts';
import type { Handlers } from '../ipc/door.ts';
import type { Engine } from '../runtime/engine.ts';
import {
  giveUpdate,
  mergeIncident,
  openIncident,
  resolveIncident,
  setSeverity,
  setStatus,
  splitAlert,
} from './incidents.ts';
import { ladderCalled, ladderNoAnswer, ladderNotNeeded, lowerFlag, raiseFlag } from './ladder.ts';

export interface IncidentParts {
  readonly engine: Engine;
  readonly playbook: Playbook;
  readonly snapshot: () => AppSnapshot;
  readonly now: () => Instant;
  readonly say: (ask: Ask, events: readonly Addressed[]) => null;
}

export type IncidentHandlers = Pick<
  Handlers,
  | 'resolveIncident'
  | 'openIncident'
  | 'setSeverity'
  | 'setStatus'
  | 'mergeIncident'
  | 'splitAlert'
  | 'giveUpdate'
  | 'ladderCalled'
  | 'ladderNoAnswer'
  | 'ladderNotNeeded'
  | 'raiseFlag'
  | 'lowerFlag'
>;

/** What becomes of incidents as a whole, of their ladder and of their flags. */
export function createIncidentHandlers({ engine, playbook, snapshot, now, say }: IncidentParts): IncidentHandlers {
  const incidents = () => engine.state().incidents;
  const alerts = () => alertsOf(engine.state().alerts);
  const shown = () => snapshot().incidents;
  const titleOf = (id: string | undefined) => playbook.runbooks.find((one) => one.id === id)?.title;
  const runbookOf = (key: string) => snapshot().alerts.find((one) => one.key === key)?.runbook ?? '';
  return {
    resolveIncident: (input) => say(input, resolveIncident(incidents(), input, alerts())),
    openIncident: (input) => say(input, openIncident(input, titleOf(input.runbookId), now())),
    setSeverity: (input) => say(input, setSeverity(incidents(), input)),
    setStatus: (input) => say(input, setStatus(incidents(), input)),
    mergeIncident: (input) => say(input, mergeIncident(incidents(), input)),
    splitAlert: (input) => say(input, splitAlert(incidents(), input, alerts(), runbookOf)),
    giveUpdate: (input) => say(input, giveUpdate(incidents(), input)),
    ladderCalled: (input) => say(input, ladderCalled(shown(), input)),
    ladderNoAnswer: (input) => say(input, ladderNoAnswer(shown(), input)),
    ladderNotNeeded: (input) => say(input, ladderNotNeeded(shown(), input)),
    raiseFlag: (input) => say(input, raiseFlag(incidents(), input)),
    lowerFlag: (input) => say(input, lowerFlag(incidents(), input)),
  };
}
