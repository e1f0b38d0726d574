import type { CeleryAnswer } from '../../core/checks/celery-answer.ts';
import type { EvidenceDesk } from '../../core/evidence/question.ts';
import type { Probe } from '../../core/ports.ts';
import type { SourcesSettings } from '../../core/source-settings.ts';
import { redisAddress } from '../redis/address.ts';
import { celeryQuestions } from './celery.ts';
import { healthQuestions } from './health.ts';
import { postgresQuestions } from './postgres.ts';
import { postgresReveal } from './postgres-people.ts';
import { brokerQuestions, redisQuestions } from './redis.ts';

export interface DeskParts {
  readonly settings: SourcesSettings;
  /** The one that looks at the workers; null where they are not watched. */
  readonly celery: Probe<CeleryAnswer> | null;
  readonly wallMs: () => number;
}

/** Every question that the configured sources can be asked. */
export function configuredEvidence({ settings, celery, wallMs }: DeskParts): EvidenceDesk {
  const { health, postgres, redis, broker: names } = settings;
  const broker = settings.celery ?? redis;
  return {
    questions: {
      ...(health === null ? {} : healthQuestions(health)),
      ...(postgres === null ? {} : postgresQuestions(postgres)),
      ...(redis === null ? {} : redisQuestions(redis)),
      ...(broker === null ? {} : brokerQuestions(broker, names)),
      ...(celery === null || broker === null
        ? {}
        : celeryQuestions(celery, names, redisAddress(broker.url).database, wallMs)),
    },
    reveal: postgres === null ? null : postgresReveal(postgres),
  };
}
