import { isChecklistDone } from '../core/incidents/checklist.ts';
import { type Incidents, openIncidents } from '../core/incidents/incident.ts';
import type { Runbook } from '../core/playbook/model.ts';
import type { TrainingView } from '../core/snapshot.ts';
import { type Drill, parseDrill } from './drill.ts';
import { startSimulatedSystem } from './simulated-system.ts';

export interface Training {
  readonly drill: Drill;
  readonly healthUrl: string;
  view(): TrainingView;
  restart(): void;
  endOutage(): void;
  /** Ends the outage once every step of an open incident's runbook is done. */
  follow(incidents: Incidents, runbookOf: (heading: string) => Runbook | null): void;
  close(): Promise<void>;
}

/** Starts the simulated system that the drill file describes. `changed` is told when its outage begins or ends. */
export async function startTraining(drillFile: string, changed: () => void): Promise<Training> {
  const drill = parseDrill(drillFile);
  const system = await startSimulatedSystem(drill, changed);
  return {
    drill,
    healthUrl: system.healthUrl,
    view: () => ({ title: drill.title, note: drill.note, ...system.state() }),
    restart: system.restart,
    endOutage: system.endOutage,
    follow(incidents, runbookOf) {
      if (!system.state().running) return;
      const done = openIncidents(incidents).some((incident) => {
        const runbook = runbookOf(incident.runbook);
        return runbook !== null && isChecklistDone(incident, runbook.id, runbook.steps);
      });
      if (done) system.endOutage();
    },
    close: system.close,
  };
}
