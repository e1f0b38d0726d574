import { PRESERVE_LIST, PRESERVE_STEPS, RESTRICTED_NOTE } from '../../electron/core/incidents/preserve.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import { checklist } from '../store/checklist.ts';
import { FLAG_NAMES, useIncidentVerbs } from '../store/incident-verbs.ts';
import type { StepAddress } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/time.tsx';
import { Checklist } from './checklist.tsx';
import type { Asked } from './incident-dialogs.tsx';

interface FlagsProps {
  readonly incident: IncidentView;
  readonly onAsk: (asked: Asked) => void;
  readonly onSkip: (step: StepAddress) => void;
}

/** What a raised flag asks for: who may speak, what is kept, and the severity that goes with it. */
export function Flags({ incident, onAsk, onSkip }: FlagsProps) {
  const verbs = useIncidentVerbs();
  if (incident.flags.length === 0) return null;
  const isOpen = incident.status !== 'Resolved';
  return (
    <>
      <section className="panel flags" aria-label="Flags">
        {incident.flags.map(({ flag, atWallMs, reason }) => (
          <div className="flag-line" key={flag}>
            <p>
              <strong>{FLAG_NAMES[flag]} flag</strong> since <Moment atWallMs={atWallMs} />: {reason}
            </p>
            {isOpen && (
              <Button kind="quiet" onPress={() => onAsk({ what: 'lower-flag', incident, flag })}>
                Take back…
              </Button>
            )}
          </div>
        ))}
        <p className="note">{RESTRICTED_NOTE}</p>
        {isOpen && incident.severity > 1 && (
          <div className="buttons">
            <Button
              kind="primary"
              onPress={() => verbs.setSeverity(incident, 1, `proposed by the ${incident.flags[0]?.flag ?? ''} flag`)}
            >
              Accept SEV1
            </Button>
          </div>
        )}
      </section>
      <Checklist
        incident={incident}
        view={checklist(incident, PRESERVE_LIST, 'Preserve evidence', PRESERVE_STEPS)}
        leading={false}
        onSkip={onSkip}
      />
    </>
  );
}
