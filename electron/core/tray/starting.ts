import type { TrayView } from './view.ts';

/** What is shown before anything is known: no colour yet, and only what needs nothing but ourselves. */
export const STARTING: TrayView = {
  icon: { shape: 'unknown', last: null, muted: false, stripes: false },
  tooltip: 'Sevlight is starting',
  menu: [
    { kind: 'label', label: 'Sevlight is starting' },
    { kind: 'separator' },
    { kind: 'action', label: 'Open Sevlight', action: { id: 'open-window' } },
    { kind: 'action', label: 'Quit Sevlight', action: { id: 'quit' } },
  ],
};
