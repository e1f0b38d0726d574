import type { EvidenceQuestions } from '../../core/evidence/question.ts';
import type { HealthSourceSettings } from '../../core/source-settings.ts';
import { SECOND_MS } from '../../core/time.ts';
import { shownAddress } from '../address.ts';
import { healthProbe } from '../health.ts';

/** The endpoint waits for workers that are dead: 9 s is usual then, and just then somebody asks. */
const LIMITS = { deadlineMs: 12 * SECOND_MS, connectMs: 3 * SECOND_MS, headersMs: 11 * SECOND_MS };

export function healthQuestions(settings: HealthSourceSettings): EvidenceQuestions {
  const url = new URL(settings.url.reveal());
  const probe = healthProbe(url, settings.ca, LIMITS);
  return {
    health: {
      text: `GET ${shownAddress(url)}`,
      ask: (_, signal) => probe.look({ signal, depth: 'full' }),
    },
  };
}
