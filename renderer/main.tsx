import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Bridge } from '../electron/ipc/contract.ts';
import { App } from './app.tsx';
import { connect } from './store/connect.ts';
import { createDesk, DeskProvider } from './store/context.ts';
import { applyTheme, usePreferences } from './store/preferences.ts';

declare global {
  interface Window {
    readonly sevlight: Bridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root.');

applyTheme(usePreferences.getState().theme);
const desk = createDesk(window.sevlight);
connect(window.sevlight, desk.store);

createRoot(root).render(
  <StrictMode>
    <DeskProvider value={desk}>
      <App />
    </DeskProvider>
  </StrictMode>,
);
