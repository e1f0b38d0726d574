import type { TrayAction } from '../core/tray/menu.ts';
import { muteForMs } from '../core/tray/view.ts';
import type { Handlers } from '../ipc/door.ts';
import type { ViewRequests } from '../runtime/view-requests.ts';

export interface TrayActionParts {
  readonly handlers: Handlers;
  readonly views: ViewRequests;
  readonly newId: () => string;
  readonly nowWallMs: () => number;
  readonly zone: string;
  readonly openWindow: () => void;
  readonly quit: () => void;
}

/** Does what was chosen in the tray's menu; rejects with what a command refused. */
export function createTrayActions(parts: TrayActionParts): (action: TrayAction) => Promise<void> {
  const { handlers, views, newId } = parts;
  return async (action) => {
    const commandId = newId();
    switch (action.id) {
      case 'open-window':
        return parts.openWindow();
      case 'open-incident':
      case 'open-runbook':
        views.ask('incident', action.incidentId);
        return parts.openWindow();
      case 'acknowledge':
        await handlers.acknowledge({ commandId, incidentId: action.incidentId });
        return;
      case 'unacknowledge':
        await handlers.unacknowledge({ commandId, incidentId: action.incidentId });
        return;
      case 'copy':
        await handlers.copyText({ text: action.text });
        return;
      case 'mute': {
        const forMs = muteForMs(action.length, parts.nowWallMs(), parts.zone);
        await handlers.mute({ commandId, target: { kind: 'all' }, forMs });
        return;
      }
      case 'unmute':
        await handlers.unmute({ commandId, target: action.target });
        return;
      case 'look-now':
        await handlers.lookNow(undefined);
        return;
      case 'restart-training':
        await handlers.training({ action: 'restart' });
        return;
      case 'test-notification':
        await handlers.testNotification(undefined);
        return;
      case 'quit':
        return parts.quit();
    }
  };
}
