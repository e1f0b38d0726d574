import type { LadderFlag } from '../../electron/core/playbook/model.ts';
import type { AppSnapshot, IncidentView } from '../../electron/core/snapshot.ts';
import { FLAG_NAMES, useIncidentVerbs } from '../store/incident-verbs.ts';
import { ReasonDialog } from '../ui/reason-dialog.tsx';
import { FlagDialog } from './dialogs/flag.tsx';
import { MergeDialog } from './dialogs/merge.tsx';
import { OpenDialog } from './dialogs/open.tsx';
import { ResolveDialog } from './dialogs/resolve.tsx';
import { SeverityDialog } from './dialogs/severity.tsx';
import { SplitDialog } from './dialogs/split.tsx';

/** Which of them is open, and what it is about. */
export type Asked =
  | { readonly what: 'open' }
  | { readonly what: 'severity' | 'merge' | 'split' | 'resolve' | 'reopen'; readonly incident: IncidentView }
  | { readonly what: 'flag'; readonly incident: IncidentView; readonly flag: LadderFlag }
  | { readonly what: 'lower-flag'; readonly incident: IncidentView; readonly flag: LadderFlag };

interface IncidentDialogProps {
  readonly asked: Asked;
  readonly snapshot: AppSnapshot;
  readonly onClose: () => void;
}

/** Everything that is asked about an incident as a whole before it is written down. */
export default function IncidentDialog({ asked, snapshot, onClose }: IncidentDialogProps) {
  const verbs = useIncidentVerbs();
  switch (asked.what) {
    case 'open':
      return <OpenDialog onClose={onClose} />;
    case 'severity':
      return <SeverityDialog incident={asked.incident} onClose={onClose} />;
    case 'merge':
      return <MergeDialog incident={asked.incident} snapshot={snapshot} onClose={onClose} />;
    case 'split':
      return <SplitDialog incident={asked.incident} snapshot={snapshot} onClose={onClose} />;
    case 'resolve':
      return <ResolveDialog incident={asked.incident} snapshot={snapshot} onClose={onClose} />;
    case 'flag':
      return <FlagDialog incident={asked.incident} first={asked.flag} onClose={onClose} />;
    case 'reopen':
      return (
        <ReasonDialog
          title={`Open ${asked.incident.title} again`}
          prompt="Why? The timeline keeps this sentence."
          confirm="Open again"
          onConfirm={(reason) => verbs.setStatus(asked.incident, 'Investigating', reason)}
          onClose={onClose}
        />
      );
    case 'lower-flag':
      return (
        <ReasonDialog
          title={`Take the flag back: ${FLAG_NAMES[asked.flag]}`}
          prompt="Why is it none after all?"
          confirm="Take it back"
          onConfirm={(reason) => verbs.lowerFlag(asked.incident, asked.flag, reason)}
          onClose={onClose}
        />
      );
  }
}
