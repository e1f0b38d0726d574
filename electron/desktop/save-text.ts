import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog } from 'electron';

/** Asks where to keep a Markdown text and writes it; null where the dialog was closed. Throws where it cannot be written. */
export async function saveText(name: string, text: string): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: 'Export as Markdown',
    defaultPath: join(app.getPath('documents'), name),
    filters: [{ name: 'Markdown', extensions: ['md'] }],
  });
  if (canceled || filePath === '') return null;
  await writeFile(filePath, text);
  return filePath;
}
