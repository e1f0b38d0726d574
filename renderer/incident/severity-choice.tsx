import { SEVERITIES, type Severity } from '../../electron/core/severity.ts';
import { useWindow } from '../store/context.ts';

interface SeverityChoiceProps {
  readonly chosen: Severity | null;
  readonly onChoose: (severity: Severity) => void;
}

/** The four severities with what the playbook says of each, so that nobody has to look it up. */
export function SeverityChoice({ chosen, onChoose }: SeverityChoiceProps) {
  const levels = useWindow((state) => state.playbook?.value.severities ?? []);
  return (
    <fieldset className="severity-choice">
      <legend>Severity</legend>
      {SEVERITIES.map((severity) => {
        const level = levels.find((one) => one.level === severity);
        return (
          <label className="choice" key={severity}>
            <input type="radio" name="severity" checked={chosen === severity} onChange={() => onChoose(severity)} />
            <span>
              <strong className={`sev${severity}`}>SEV{severity}</strong> {level?.name}
              {level !== undefined && (
                <small className="dim">
                  {level.description}. Response: {level.responseTime.text}.
                  {level.examples.length > 0 && ` For example: ${level.examples.join(', ')}.`}
                </small>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
