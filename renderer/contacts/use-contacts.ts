import { useCallback, useEffect, useState } from 'react';
import type { ContactsView, FoundPeople } from '../../electron/core/contacts/views.ts';
import { useDesk } from '../store/context.ts';

/** The contacts as main has them: asked anew when `age` changes, and after each command by `reload`. */
export function useContacts(age: unknown): {
  readonly view: ContactsView | null;
  readonly problem: string | null;
  readonly reload: () => Promise<void>;
} {
  const { bridge } = useDesk();
  const [view, setView] = useState<ContactsView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const reload = useCallback(async () => {
    const reply = await bridge.contacts(undefined);
    setProblem(reply.ok ? null : reply.message);
    if (reply.ok) setView(reply.value);
  }, [bridge]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: its change alone is the reason to ask again
  useEffect(() => {
    void reload();
  }, [reload, age]);
  return { view, problem, reload };
}

/** Who fits the words; of the answers that come late, only the one to the newest words counts. Null without words. */
export function useSearch(words: string, view: ContactsView | null): FoundPeople | null {
  const { bridge } = useDesk();
  const [found, setFound] = useState<FoundPeople | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another book finds others by the same words
  useEffect(() => {
    if (words === '') return;
    let isNewest = true;
    void bridge.searchContacts({ words }).then((reply) => {
      if (reply.ok && isNewest) setFound(reply.value);
    });
    return () => {
      isNewest = false;
    };
  }, [bridge, words, view]);
  // While the next answer is on its way, the last one stays: a list that blinks cannot be read.
  return words === '' ? null : found;
}
