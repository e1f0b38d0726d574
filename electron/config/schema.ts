import { isIP } from 'node:net';
import * as z from 'zod';
import type { ThresholdName } from '../core/checks/rule.ts';
import { DEFAULT_THRESHOLDS } from '../core/checks/thresholds.ts';
import { isSafeValue } from '../core/evidence/placeholders.ts';
import type { Severity } from '../core/severity.ts';
import { parseDuration, parseTimeOfDay } from './duration.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const QUEUES_FIX = 'Write a list of names of queues.';
const DAYS_FIX = `Write days as a list of ${WEEKDAYS.join(', ')}.`;

/** Text that is turned into something else, or refused with what to write instead. */
function text<Value>(read: (text: string) => Value | null, fix: string) {
  return z.string({ error: fix }).transform((written, context): Value => {
    const value = read(written);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: fix });
    return z.NEVER;
  });
}

function duration(fix: string, leastMs: number, mostMs: number) {
  return text((written) => {
    const ms = parseDuration(written);
    return ms !== null && ms >= leastMs && ms <= mostMs ? ms : null;
  }, fix);
}

function address(protocols: readonly string[]) {
  return text(
    (written) => asAddress(written, protocols),
    `Write an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`,
  );
}

/** The address as it was written, or null where it is none of these protocols. */
export function asAddress(written: string, protocols: readonly string[]): string | null {
  const trimmed = written.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  // PostgreSQL's may name the host, or the folder of a socket, in its query.
  const named = url.hostname !== '' || url.searchParams.has('host');
  return protocols.includes(url.protocol) && named ? trimmed : null;
}

export const HTTP: readonly string[] = ['https:', 'http:'];
export const POSTGRES: readonly string[] = ['postgres:', 'postgresql:'];
export const SMTP: readonly string[] = ['smtp:', 'smtps:'];
export const REDIS: readonly string[] = ['redis:', 'rediss:'];

const words = z
  .string({ error: 'Write some words.' })
  .trim()
  .min(1, 'Write some words.')
  .max(200, 'Write at most 200 characters.');
const yesNo = z.boolean({ error: 'Write true or false.' });
const timeOfDay = text(parseTimeOfDay, 'Write a time of day in quotes, as "09:00".');
const severity = text((written): Severity | null => {
  const found = /^SEV-?([1-4])$/i.exec(written.trim())?.[1];
  return found === undefined ? null : (Number(found) as Severity);
}, 'Write SEV1, SEV2, SEV3 or SEV4.');
const timeZone = text(
  (written) => (isTimeZone(written) ? written : null),
  'Write a time zone by its name, as Europe/Berlin.',
);
const date = text(
  (written) => (/^\d{4}-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written)) ? written : null),
  'Write a date as 2026-12-25.',
);
/** A table's name; false: it is not asked. */
const table = z
  .union([z.literal(false).transform(() => null), words], {
    error: 'Write the name of a table, as schema.table or table, or false to leave it out.',
  })
  .optional();
const placeholder = z
  .string()
  .regex(/^[a-z][\w-]{0,39}$/i, 'Write the name that stands between < and > in the playbook, as app-id.');
const filling = text(
  (written) => (isSafeValue(written) ? written : null),
  'Write one word of letters, digits, dots, colons, dashes and underscores; a secret does not belong here.',
);
const network = text((written) => {
  const [address = '', bits, ...more] = written.trim().split('/');
  const widest = isIP(address) === 4 ? 32 : 128;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
  return isIP(address) !== 0 && fits && more.length === 0 ? written.trim() : null;
}, 'Write an address or a network, as 203.0.113.7 or 203.0.113.0/24.');
const weekday = text((written) => {
  const found = WEEKDAYS.findIndex((day) => written.trim().toLowerCase().startsWith(day));
  return found < 0 ? null : found;
}, DAYS_FIX);

/** What every source may say. */
function source(protocols: readonly string[]) {
  return {
    enabled: yesNo.optional(),
    url: address(protocols).optional(),
    interval: duration('Write a time with its unit from 5s to 1h, as 15s.', 5000, 3_600_000).optional(),
    caFile: words.optional(),
  };
}

const thresholdNames = Object.keys(DEFAULT_THRESHOLDS) as ThresholdName[];
const threshold = z.number({ error: 'Write a number.' }).min(0, 'Write 0 or more.');
const thresholds = z.strictObject(
  Object.fromEntries(thresholdNames.map((name) => [name, threshold.optional()])) as Record<
    ThresholdName,
    z.ZodOptional<typeof threshold>
  >,
);

const rule = z.strictObject({
  enabled: yesNo.optional(),
  hold: duration('Write a time with its unit up to 24h, as 60s.', 0, 86_400_000).optional(),
  keepFiring: duration('Write a time with its unit up to 24h, as 60s.', 0, 86_400_000).optional(),
  looks: z
    .int('Write a whole number from 1 to 100.')
    .min(1, 'Write 1 or more.')
    .max(100, 'Write at most 100.')
    .optional(),
  severity: z
    .union([severity.transform((one) => [one]), z.array(severity).min(1)], {
      error: 'Write SEV1, SEV2, SEV3 or SEV4, or a list of them, the worst level first.',
    })
    .optional(),
  runbook: words.optional(),
  explainedBy: z.array(words).optional(),
});

/** The configuration file. Every key may be missing; a key that is not known is refused. */
export const fileSchema = z.strictObject({
  environment: words.optional(),
  author: words.optional(),
  playbook: words.optional(),
  timeZone: timeZone.optional(),
  workingHours: z
    .strictObject({ days: z.array(weekday, DAYS_FIX).optional(), from: timeOfDay.optional(), to: timeOfDay.optional() })
    .optional(),
  holidays: z.array(date).optional(),
  quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay }, 'Write both from and to.').optional(),
  reference: z
    .union(
      [
        z.literal(false).transform((): string[] => []),
        address(HTTP).transform((one) => [one]),
        z.array(address(HTTP)).min(1).max(2),
      ],
      { error: 'Write an address that begins with https:// or http://, a list of two, or false for none.' },
    )
    .optional(),
  systemHealthStandsAlone: yesNo.optional(),
  sources: z
    .strictObject({
      health: z
        .strictObject({
          ...source(HTTP),
          components: z
            .strictObject({
              database: words.optional(),
              redis: words.optional(),
              celery: words.optional(),
              document_processing: words.optional(),
              stuck_tasks: words.optional(),
              failures: words.optional(),
            })
            .optional(),
          ignore: z.array(words, 'Write a list of names.').optional(),
        })
        .optional(),
      postgres: z
        .strictObject({
          ...source(POSTGRES),
          tables: z
            .strictObject({ documents: table, failures: table, metrics: table, audit: table, users: table })
            .optional(),
          sharedAddresses: z.array(network, 'Write a list of addresses or networks.').optional(),
          metricsEvery: duration('Write a time with its unit from 10s to 24h, as 5min.', 10_000, 86_400_000).optional(),
        })
        .optional(),
      redis: z.strictObject(source(REDIS)).optional(),
      celery: z
        .strictObject({
          ...source(REDIS),
          queues: z.array(words, QUEUES_FIX).min(1, QUEUES_FIX).optional(),
          // Prefixes may end in a blank, and be empty.
          keyPrefix: z.string('Write the global_keyprefix of your transport options.').max(200).optional(),
          fanoutPrefix: yesNo.optional(),
          controlExchange: words.optional(),
          eventExchange: words.optional(),
        })
        .optional(),
      vendors: z
        .strictObject({
          enabled: yesNo.optional(),
          only: z.array(words, 'Write a list of names, as the playbook has them.').optional(),
          interval: duration('Write a time with its unit from 1min to 1h, as 5min.', 60_000, 3_600_000).optional(),
        })
        .optional(),
      connectivity: z
        .strictObject({
          enabled: yesNo.optional(),
          interval: duration('Write a time with its unit from 1min to 1h, as 1min.', 60_000, 3_600_000).optional(),
        })
        .optional(),
    })
    .optional(),
  thresholds: thresholds.optional(),
  rules: z.record(z.string(), rule).optional(),
  placeholders: z.record(placeholder, filling).optional(),
  heartbeat: z
    .strictObject({
      url: address(HTTP).optional(),
      interval: duration('Write a time with its unit from 10s to 1h, as 1min.', 10_000, 3_600_000).optional(),
    })
    .optional(),
  channels: z
    .strictObject({
      slackWebhook: address(['https:']).optional(),
      smtp: address(SMTP).optional(),
      from: words.optional(),
      sentryDsn: address(['https:']).optional(),
      initialMessageAtL2: yesNo.optional(),
      caFile: words.optional(),
      emailRecipients: z.array(words, 'Write a list of addresses.').optional(),
    })
    .optional(),
});

export type FileConfig = z.output<typeof fileSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
