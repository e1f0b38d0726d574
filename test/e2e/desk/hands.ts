import type { Page } from '@playwright/test';
import type { Notices, ReceivedNotice } from '../harness/notices.ts';
import type { NativeDialog } from './chooser.ts';

/** Somebody at the desk: one click on a notice, and from there on a keyboard. Everything they do is counted. */
export class Hands {
  #clicks = 0;
  #keys = 0;
  #texts = 0;
  #page: Page | null = null;

  async click(notices: Notices, notice: ReceivedNotice): Promise<void> {
    this.#clicks += 1;
    await notices.click(notice);
  }

  /** From now on keys go to this window. */
  lookAt(page: Page): void {
    this.#page = page;
  }

  /** One key, or one chord, is one interaction. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.#keyboard().press(key);
      this.#keys += 1;
    }
  }

  /** One text typed in one go is one interaction. */
  async type(text: string): Promise<void> {
    await this.#keyboard().insertText(text);
    this.#texts += 1;
  }

  /** Types over the name that the dialog proposes, and confirms. */
  async saveAs(dialog: NativeDialog, file: string): Promise<void> {
    await dialog.press('ctrl+a');
    await dialog.type(file);
    await dialog.enter();
    this.#keys += 2;
    this.#texts += 1;
  }

  get count(): number {
    return this.#clicks + this.#keys + this.#texts;
  }

  /** `121 interactions: 1 click, 96 keys, 24 texts`. */
  get words(): string {
    return `${this.count} interactions: ${this.#clicks} click, ${this.#keys} keys, ${this.#texts} texts`;
  }

  #keyboard() {
    if (this.#page === null) throw new Error('The hands have no window yet');
    return this.#page.keyboard;
  }
}
