import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMessageHandlers, type MessageHandlers } from '../../electron/commands/messages.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { type House, openHouse } from '../../electron/house.ts';
import { createClock } from '../../electron/runtime/clock.ts';

const ASSETS = fileURLToPath(new URL('../../assets', import.meta.url));

/** What stands in the configuration and must stand nowhere else. */
export const CANARIES = ['canary-webhook', 'canary-password', 'canary-dsn'] as const;
export const MAIL_USER = 'mailer@example.com';

export interface Ports {
  readonly webhook: number;
  readonly smtp: number;
}

export interface MessageHouse {
  readonly house: House;
  readonly handlers: MessageHandlers;
  readonly clipboard: readonly string[];
}

export interface HouseChange {
  readonly isOffline?: () => boolean;
  readonly clock?: Clock;
  /** Further settings of the channels, as YAML. */
  readonly more?: string;
}

/** A house whose messages go to local servers, with one open incident `inc-1`. `folder` holds `ca.pem`. */
export async function openMessageHouse(
  folder: string,
  { webhook, smtp }: Ports,
  { isOffline = () => false, clock = createClock(), more = '' }: HouseChange = {},
): Promise<MessageHouse> {
  writeFileSync(join(folder, 'sevlight.yaml'), `channels: {caFile: ca.pem${more}}\ntimeZone: UTC\nreference: false\n`);
  const house = await openHouse({
    version: '0.0.0',
    env: {
      // Nobody listens there, and nobody asks before the watch is started.
      HEALTH_URL: 'http://127.0.0.1:9/health/?full=1',
      SLACK_ALERT_WEBHOOK: `https://127.0.0.1:${webhook}/services/T0/B0/${CANARIES[0]}`,
      SMTP_URL: `smtp://${encodeURIComponent(MAIL_USER)}:${CANARIES[1]}@127.0.0.1:${smtp}`,
      SENTRY_DSN: `https://${CANARIES[2]}@127.0.0.1:${webhook}/7`,
      ALERT_EMAIL_RECIPIENTS: 'oncall@example.com, lead@example.com',
    },
    clock,
    assetsFolder: ASSETS,
    dataFolder: join(folder, 'data'),
    configFile: join(folder, 'sevlight.yaml'),
    isOffline,
    sqliteModule: null,
  });
  const { engine } = house.watching;
  if (engine.state().incidents['inc-1'] === undefined) {
    const at = clock.now();
    engine.report([
      {
        type: 'incident-opened',
        payload: {
          title: 'Database connection failed',
          severity: 1,
          runbook: 'Database Connection Failed',
          alertKey: null,
          reason: 'PostgreSQL refuses new connections.',
          firstBad: at,
        },
        incidentId: 'inc-1',
      },
    ]);
  }
  const clipboard: string[] = [];
  const handlers = createMessageHandlers({
    engine,
    desk: house.messages,
    copyText: async (text) => void clipboard.push(text),
  });
  return { house, handlers, clipboard };
}
