import './history.css';
import { useDesk } from '../store/context.ts';
import { useAnswer } from '../store/use-answer.ts';
import { Judgements } from './judgements.tsx';

/** Asks once, when it is over, what the alerts were worth. What was answered is not asked again. */
export default function JudgeAtClose({ incidentId }: { readonly incidentId: string }) {
  const { bridge } = useDesk();
  const { value, again } = useAnswer(() => bridge.pastIncident({ incidentId }), incidentId);
  if (value === null) return null;
  const { incident } = value;
  return (
    <Judgements
      incident={{ ...incident, alerts: incident.alerts.filter(({ judged }) => judged === null) }}
      onJudged={again}
    />
  );
}
