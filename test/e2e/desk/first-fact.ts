import type { ElectronApplication, Page } from '@playwright/test';
import { eventually } from '../harness/eventually.ts';

/** The first live answer that a window has painted. */
export interface FirstFact {
  readonly value: string;
  /** Unix ms of the frame after the one that it was drawn in. */
  readonly atMs: number;
}

declare global {
  interface Window {
    firstFact?: FirstFact;
  }
}

/** From now on every new window watches itself for the first answer at a step. */
export async function watchForFirstFact(electron: ElectronApplication): Promise<void> {
  await electron.context().addInitScript(() => {
    const watcher = new MutationObserver(() => {
      const element = document.querySelector('.steps .evidence:not([aria-busy=true]) .evidence-value');
      const value = element?.textContent ?? '';
      if (element === null || /^(?:Asking|No answer|Not asked)/u.test(value)) return;
      watcher.disconnect();
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          window.firstFact = { value, atMs: Date.now() };
        }),
      );
    });
    watcher.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  });
}

export function firstFact(page: Page): Promise<FirstFact> {
  return eventually(() => page.evaluate(() => window.firstFact), 'a first live answer in the window', 20_000);
}
