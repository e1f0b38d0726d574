import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, type SaveDialogOptions } from 'electron';

/** Asks where to keep a Markdown text and writes it; null where the dialog was closed. Throws where it cannot be written. */
export async function saveText(name: string, text: string): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: 'Export as Markdown',
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: 'Markdown', extensions: ['md'] }],
    // Linux replaces a file without a word otherwise.
    properties: ['showOverwriteConfirmation'],
  };
  const [window] = BrowserWindow.getAllWindows();
  // Without its window the dialog may open behind it.
  const { canceled, filePath } = await (window === undefined
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return null;
  await writeFile(filePath, text);
  return filePath;
}
