import { expect, it } from 'vitest';
import { iconFile } from '../../../electron/core/tray/icon.ts';
import { STARTING } from '../../../electron/core/tray/starting.ts';

it('promises nothing while nothing is known, and offers only what needs no house', () => {
  expect(iconFile(STARTING.icon)).toBe('unknown');
  const actions = STARTING.menu.flatMap((entry) => (entry.kind === 'action' ? [entry.action.id] : []));
  expect(actions).toEqual(['open-window', 'quit']);
});
