const PAUSE_MS = 25;

/**
 * Asks again and again until the answer is not undefined. For things outside the process that send no signal.
 * Rejects with what was waited for and, if given, what was there instead.
 */
export async function eventually<Value>(
  ask: () => Value | undefined | Promise<Value | undefined>,
  what: string,
  timeoutMs = 10_000,
  instead?: () => string,
): Promise<Value> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > deadline) {
      throw new Error(`waited ${timeoutMs} ms for ${what}${instead === undefined ? '' : `; there was ${instead()}`}`);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
