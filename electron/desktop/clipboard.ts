import { clipboard } from 'electron';

/** Copies, and answers whether the clipboard holds the text: another program may keep it locked (Windows). */
export async function copyText(text: string): Promise<boolean> {
  // Electron 33 answers at once, 45 with a promise.
  await clipboard.writeText(text);
  return (await clipboard.readText()) === text;
}
