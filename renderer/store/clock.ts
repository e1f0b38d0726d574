import { useSyncExternalStore } from 'react';

const SECOND_MS = 1000;

/** One second hand for the whole window: it runs while somebody reads it and the window can be seen. */
function createSecondHand() {
  const readers = new Set<() => void>();
  let nowMs = Date.now();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tick(): void {
    nowMs = Date.now();
    for (const read of readers) read();
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    timer = undefined;
    if (readers.size === 0 || document.hidden) return;
    // Aligned to the wall clock's second, so that all figures change together.
    timer = setTimeout(tick, SECOND_MS - (Date.now() % SECOND_MS));
  }

  return {
    subscribe(read: () => void): () => void {
      if (readers.size === 0) document.addEventListener('visibilitychange', tick);
      readers.add(read);
      if (timer === undefined) tick();
      return () => {
        readers.delete(read);
        if (readers.size > 0) return;
        document.removeEventListener('visibilitychange', tick);
        schedule();
      };
    },
    now: () => nowMs,
  };
}

const secondHand = createSecondHand();

/** The wall clock in ms, once a second. */
export function useNow(): number {
  return useSyncExternalStore(secondHand.subscribe, secondHand.now);
}
