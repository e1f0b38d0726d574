import type { Publisher } from './publisher.ts';

/** Writes a line `state HEADLINE. WHY` at every change, for starts that nobody can see. */
export function printStates(publisher: Publisher, out: { write(text: string): unknown }): void {
  let last = '';
  publisher.listen(({ light, mode }) => {
    const line = `state ${mode === 'live' ? '' : `${mode.toUpperCase()} `}${light.headline}. ${light.why}\n`;
    if (line === last) return;
    last = line;
    out.write(line);
  });
}
