import type { Reference } from '../configured-source.ts';
import type { ReferenceAnswer } from './failure-to-look.ts';

/**
 * Several references as one, asked at the same time: one that answers proves the internet, whatever the others do. Only
 * where none does, a sign-in page counts, and names that nobody looks up where that is so for all of them. Null where
 * there are none.
 */
export function anyReference(references: readonly Reference[]): Reference | null {
  if (references.length === 0) return null;
  return {
    address: references.map(({ address }) => address).join(', '),
    ask: (signal) =>
      new Promise((resolve) => {
        const said: ReferenceAnswer[] = [];
        const hear = (answer: ReferenceAnswer) => {
          said.push(answer);
          if (answer === 'answered') resolve('answered');
          else if (said.length === references.length) resolve(saidTogether(said));
        };
        for (const reference of references) void reference.ask(signal).then(hear);
      }),
  };
}

function saidTogether(said: readonly ReferenceAnswer[]): ReferenceAnswer {
  if (said.includes('captive')) return 'captive';
  return said.every((each) => each === 'unnamed') ? 'unnamed' : 'silent';
}
