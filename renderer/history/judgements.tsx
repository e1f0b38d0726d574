import type { Judgement } from '../../electron/core/history/judgement.ts';
import type { PastIncident } from '../../electron/core/history/past.ts';
import { useVerbs } from '../store/verbs.ts';

const CHOICES: readonly { readonly verdict: Judgement; readonly label: string }[] = [
  { verdict: 'acted-on', label: 'Acted on' },
  { verdict: 'noise', label: 'Noise' },
  { verdict: 'wrong-threshold', label: 'Wrong threshold' },
];

interface JudgementsProps {
  readonly incident: PastIncident;
  readonly onJudged: () => Promise<void>;
}

/** Was the alert worth waking somebody? Asked once; the answer can be changed. */
export function Judgements({ incident, onJudged }: JudgementsProps) {
  const verbs = useVerbs();
  // What goes on as part of another is asked there, at its end.
  if (incident.alerts.length === 0 || incident.mergedInto !== null) return null;
  return (
    <section className="card judgements" aria-labelledby="judgements-title">
      <h2 id="judgements-title">Was it worth an alert?</h2>
      {incident.alerts.map((alert) => (
        <fieldset key={alert.alertKey}>
          <legend>{alert.name}</legend>
          {CHOICES.map(({ verdict, label }) => (
            <label key={verdict} className="choice">
              <input
                type="radio"
                name={`judge ${alert.alertKey}`}
                checked={alert.judged === verdict}
                onChange={async () => {
                  if (await verbs.judgeAlert(incident.id, alert, verdict)) await onJudged();
                }}
              />
              {label}
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
