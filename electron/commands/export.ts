import { Refusal } from '../ipc/refusal.ts';

/** Asks where to keep a text; the path, or null where the person thought better of it. Throws where it cannot be written. */
export type SaveText = (name: string, text: string) => Promise<string | null>;

/** Saves the text where the person says, and answers in words where it went. Refused with the reason where it cannot be written. */
export async function exported(saveText: SaveText, name: string, text: string): Promise<string> {
  try {
    const path = await saveText(name, text);
    return path === null ? 'Nothing was exported.' : `Exported to ${path}`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal('storage', `The file could not be written: ${reason}`);
  }
}
