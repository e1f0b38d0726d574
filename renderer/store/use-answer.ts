import { useEffect, useRef, useState } from 'react';
import type { Reply } from '../../electron/ipc/contract.ts';

/** What main answered last. While it is asked again, the older answer stays in sight. */
export interface Answered<Value> {
  readonly value: Value | null;
  readonly problem: string | null;
  /** Asks again; settles when the answer is shown. */
  again(): Promise<void>;
}

/** Asks main when the component appears, and again whenever `of` changes. */
export function useAnswer<Value>(ask: () => Promise<Reply<Value>>, of: string): Answered<Value> {
  const [answered, setAnswered] = useState<{ readonly value: Value | null; readonly problem: string | null }>({
    value: null,
    problem: null,
  });
  const newest = useRef(0);
  const again = async (): Promise<void> => {
    newest.current += 1;
    const mine = newest.current;
    const reply = await ask();
    // A later question is on its way: its answer counts.
    if (mine !== newest.current) return;
    setAnswered((before) =>
      reply.ok ? { value: reply.value, problem: null } : { value: before.value, problem: reply.message },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `of` names what is asked
  useEffect(() => {
    void again();
    return () => {
      newest.current += 1;
    };
  }, [of]);
  return { ...answered, again };
}
