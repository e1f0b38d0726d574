import { PRESERVE_LIST, PRESERVE_STEPS, RESTRICTED_NOTE } from '../../electron/core/incidents/preserve.ts';
import type { LadderFlag } from '../../electron/core/playbook/model.ts';
import type { IncidentView } from '../../electron/core/snapshot.ts';
import { checklist } from '../store/checklist.ts';
import { useActions } from '../store/context.ts';
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
  const isOpen = incident.status !== 'Resolved';
  const raised = isOpen ? incident.flags : [];
  const proposing = isOpen && incident.severity > 1 ? incident.flags[0] : undefined;
  const acceptSev1 = (): void => {
    if (proposing !== undefined) void verbs.setSeverity(incident, 1, `proposed by the ${proposing.flag} flag`);
  };
  const lower = (flag: LadderFlag): void => onAsk({ what: 'lower-flag', incident, flag });
  const group = 'Incident' as const;
  useActions([
    ...raised.map(({ flag }, index) => ({
      id: `lower ${flag}`,
      label: `Take the flag back: ${FLAG_NAMES[flag]}…`,
      ...keyOfFirst(index),
      group,
      run: () => lower(flag),
    })),
    ...(proposing === undefined
      ? []
      : [{ id: 'accept-sev1', label: 'Accept SEV1', keys: 'shift+v', group, run: acceptSev1 }]),
  ]);
  if (incident.flags.length === 0) return null;
  return (
    <>
      <section className="panel flags" aria-label="Flags">
        {incident.flags.map(({ flag, atWallMs, reason }, index) => (
          <div className="flag-line" key={flag}>
            <p>
              <strong>{FLAG_NAMES[flag]} flag</strong> since <Moment atWallMs={atWallMs} />: {reason}
            </p>
            {isOpen && (
              <Button kind="quiet" onPress={() => lower(flag)} {...keyOfFirst(index)}>
                Take back…
              </Button>
            )}
          </div>
        ))}
        <p className="note">{RESTRICTED_NOTE}</p>
        {proposing !== undefined && (
          <div className="buttons">
            <Button kind="primary" keys="shift+v" onPress={acceptSev1}>
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

function keyOfFirst(index: number): { readonly keys?: string } {
  return index === 0 ? { keys: 'shift+f' } : {};
}
