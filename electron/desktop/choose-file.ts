import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import { type ReadFile, readTextFile } from './text-file.ts';

/** Asks for a file of contacts and reads it; null where the dialog was closed. */
export async function chooseContactsFile(): Promise<ReadFile | null> {
  const options: OpenDialogOptions = {
    title: 'Import contacts or a rota',
    properties: ['openFile'],
    filters: [
      {
        name: 'Contacts and calendars',
        extensions: ['vcf', 'vcard', 'csv', 'tsv', 'txt', 'yaml', 'yml', 'ics', 'ical'],
      },
      { name: 'All files', extensions: ['*'] },
    ],
  };
  const [window] = BrowserWindow.getAllWindows();
  // Without its window the dialog may open behind it.
  const { canceled, filePaths } = await (window === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  const [path] = filePaths;
  return canceled || path === undefined ? null : readTextFile(path);
}
