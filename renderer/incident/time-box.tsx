import { useEffect, useRef } from 'react';
import { useNow } from '../store/clock.ts';
import { useDesk } from '../store/context.ts';
import { say } from '../store/state.ts';
import { countdown } from '../ui/words.ts';

/** What is left of the time that a step was given; aloud once when it is over. */
export function TimeBox({ dueWallMs, about }: { readonly dueWallMs: number; readonly about: string }) {
  const { store } = useDesk();
  const left = dueWallMs - useNow();
  const isOver = left <= 0;
  const wasOver = useRef(isOver);
  useEffect(() => {
    if (isOver && !wasOver.current) say(store, `The time for “${about}” is over. Go on, or try something else?`);
    wasOver.current = isOver;
  }, [isOver, about, store]);
  return (
    <span className={isOver ? 'time-box over' : 'time-box'}>{isOver ? 'time is over' : `${countdown(left)} left`}</span>
  );
}
