import type { ConfiguredSource, JudgeContext, Judged, Reference } from './configured-source.ts';
import type { Surroundings } from './connectivity/failure-to-look.ts';

export interface Asked<Memory> extends Judged<Memory> {
  /** From asking to the end of the answer or failure, in ms; the reference's time is not counted. */
  readonly latencyMs: number;
  /** The look was given up on purpose: it says nothing, and is to be dropped. */
  readonly cancelled: boolean;
}

export interface AskContext<Memory> {
  readonly signal: AbortSignal;
  readonly depth: 'cheap' | 'full';
  readonly reference: Reference | null;
  /** Read after the look, so that a network that changed meanwhile is seen. */
  readonly context: () => AskSurroundings<Memory> | Promise<AskSurroundings<Memory>>;
}

export interface AskSurroundings<Memory> extends Omit<JudgeContext<Memory>, 'surroundings'> {
  readonly surroundings: Omit<Surroundings, 'referenceAnswered' | 'captive'>;
}

/** One look: ask the source, then the reference where the failure calls for it, then judge. Never rejects. */
export async function askSource<Answer, Memory>(
  source: ConfiguredSource<Answer, Memory>,
  { signal, depth, reference, context }: AskContext<Memory>,
): Promise<Asked<Memory>> {
  const reading = await source.probe.look({ signal, depth });
  const asksReference = reading.outcome === 'failed' && source.needsReference(reading.failure);
  const said = asksReference && reference !== null ? await reference.ask(signal) : null;
  const { surroundings, ...rest } = await context();
  const referenceAnswered = said === null ? null : said === 'answered';
  const judged = source.judge(reading, {
    ...rest,
    surroundings: { ...surroundings, referenceAnswered, captive: said === 'captive' },
  });
  const cancelled = signal.aborted || (reading.outcome === 'failed' && reading.failure.kind === 'cancelled');
  return { ...judged, latencyMs: reading.latencyMs, cancelled };
}
