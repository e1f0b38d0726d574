import { useMemo } from 'react';
import type { BookPerson } from '../../electron/core/contacts/book.ts';
import type { ImportPreview, ImportView } from '../../electron/core/contacts/views.ts';
import { useDesk } from '../store/context.ts';

/** What changes the contacts. Each answers true once main has it on disk, and has the screen ask anew. */
export function useContactVerbs(reload: () => Promise<void>) {
  const { commander } = useDesk();
  return useMemo(() => {
    const then = async (sent: Promise<boolean>): Promise<boolean> => {
      const done = await sent;
      if (done) await reload();
      return done;
    };
    const commandId = (): string => crypto.randomUUID();
    return {
      keep: ({ previewId, file }: ImportPreview) =>
        then(
          commander.send({
            name: 'importContacts',
            input: { commandId: commandId(), previewId },
            label: `Import ${file}`,
            about: 'contacts',
            done: `Imported ${file}.`,
          }),
        ),
      drop: ({ id, file }: Pick<ImportView, 'id' | 'file'>) =>
        then(
          commander.send({
            name: 'dropContacts',
            input: { commandId: commandId(), id },
            label: `Remove ${file}`,
            about: `contacts:${id}`,
            done: `Removed: ${file}. What it replaced counts again.`,
          }),
        ),
      confirm: ({ key, name }: BookPerson) =>
        then(
          commander.send({
            name: 'confirmContact',
            input: { commandId: commandId(), key },
            label: `Confirm ${name}`,
            about: `contacts:${key}`,
            done: `Confirmed: ${name} can be reached.`,
          }),
        ),
      takeOver: ({ key, name }: BookPerson, level: number, untilWallMs: number) =>
        then(
          commander.send({
            name: 'takeOver',
            input: { commandId: commandId(), key, level, untilWallMs },
            label: `${name} takes over`,
            about: `contacts:${key}`,
            done: `${name} takes over level ${level}.`,
          }),
        ),
    };
  }, [commander, reload]);
}

export type ContactVerbs = ReturnType<typeof useContactVerbs>;
