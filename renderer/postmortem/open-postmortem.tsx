import type { IncidentView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { Button } from '../ui/button.tsx';

/** The way from an incident to its post-mortem: it is being written from the first minute. */
export function OpenPostmortem({ incident }: { readonly incident: Pick<IncidentView, 'id' | 'severity'> }) {
  const { store } = useDesk();
  const open = (): void => go(store, { screen: 'postmortem', incidentId: incident.id });
  const actions: Action[] = [{ id: 'postmortem', label: 'Post-mortem', keys: 'p', group: 'Incident', run: open }];
  useActions(actions);
  return (
    <Button keys="p" onPress={open}>
      Post-mortem
    </Button>
  );
}
