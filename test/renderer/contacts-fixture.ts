import type { BookPerson } from '../../electron/core/contacts/book.ts';
import { DAY_MS, HOUR_MS } from '../../electron/core/time.ts';
import type { FakeContacts } from './fake-bridge.ts';
import { NOW_MS } from './fixtures.ts';

function person(name: string, change: Partial<BookPerson> = {}): BookPerson {
  const address = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.com`;
  return {
    key: address,
    name,
    roles: [],
    phones: [],
    emails: [address],
    chat: null,
    zone: null,
    team: null,
    more: [],
    confirmedWallMs: NOW_MS - 20 * DAY_MS,
    from: ['team.csv'],
    ...change,
  };
}

const ANA = person('Ana Ruiz', {
  roles: [{ role: 'Engineering Lead', standing: 'primary' }],
  phones: ['+34 91 555 01 01', '+34 600 555 010'],
  zone: 'Europe/Madrid',
  team: 'Platform',
  chat: '@ana',
  more: [{ label: 'Note', value: 'Prefers the mobile at night' }],
});
const BEN = person('Ben Okoro', { phones: ['+61 2 5550 0102'], zone: 'Australia/Sydney', team: 'Payments' });
const CY = person('Cy Young', {
  phones: ['+1 202 555 0103'],
  zone: 'America/New_York',
  roles: [{ role: 'CTO', standing: 'primary' }],
});
const DEE = person('Dee Park', {
  phones: ['+82 2 555 0104'],
  zone: 'Asia/Seoul',
  roles: [{ role: 'CTO', standing: 'backup' }],
});
const HOSTILE = person('=HYPERLINK("https://evil.example";"Ana")', {
  key: 'formula',
  emails: [],
  phones: ["=cmd|' /C calc'!A0"],
  team: '<img src=x onerror=alert(1)>',
});
const EVA = person('Eva Lindqvist', { phones: ['+46 8 555 01 05'], team: 'Data' });

const PEOPLE = [ANA, BEN, CY, DEE, EVA];

/** The contacts of a team with a rota, and a file that is half understood. */
export const CONTACTS: FakeContacts = {
  view: {
    ladder: [
      {
        level: 1,
        who: 'On-Call Engineer',
        primary: { name: 'Ben Okoro', person: BEN, why: 'rota', untilWallMs: NOW_MS + 18 * HOUR_MS },
        backup: { name: 'Eva Lindqvist', person: EVA, why: 'rota', untilWallMs: NOW_MS + 18 * HOUR_MS },
        next: {
          name: 'Ana Ruiz',
          person: ANA,
          why: 'rota',
          untilWallMs: NOW_MS + 42 * HOUR_MS,
          fromWallMs: NOW_MS + 18 * HOUR_MS,
        },
        isGap: false,
      },
      {
        level: 2,
        who: 'Engineering Lead',
        primary: { name: 'Ana Ruiz', person: ANA, why: 'import', untilWallMs: null },
        backup: null,
        next: null,
        isGap: false,
      },
      {
        level: 3,
        who: 'CTO / Incident Commander',
        primary: { name: 'Cy Young', person: CY, why: 'import', untilWallMs: null },
        backup: { name: 'Dee Park', person: DEE, why: 'import', untilWallMs: null },
        next: null,
        isGap: false,
      },
      { level: 4, who: 'Legal / Compliance Team', primary: null, backup: null, next: null, isGap: false },
    ],
    vendors: [
      {
        service: 'DigitalOcean',
        supportUrl: 'https://cloud.digitalocean.com/support',
        statusUrl: 'https://status.digitalocean.com/',
        line: 1,
      },
      { service: 'OpenAI', supportUrl: 'https://help.openai.com/', statusUrl: 'https://status.openai.com/', line: 2 },
      { service: 'Sentry', supportUrl: 'https://sentry.io/support/', statusUrl: 'https://status.sentry.io/', line: 3 },
      {
        service: 'Stripe',
        supportUrl: 'https://support.stripe.com/',
        statusUrl: 'https://status.stripe.com/',
        line: 4,
      },
    ],
    channels: [
      { kind: 'Slack', value: '#incidents', note: 'for real-time coordination', line: 5 },
      { kind: 'War room', value: 'bridge 42', note: '', url: 'https://meet.example.com/42', line: 8 },
      { kind: 'Email', value: 'incidents@example.com', note: 'for external stakeholders', line: 6 },
      { kind: 'Status Page', value: 'status.example.com', note: 'for user communication', line: 7 },
    ],
    imports: [
      { id: 'import-2', file: 'rota.ics', importedWallMs: NOW_MS - 2 * DAY_MS, people: 0, shifts: 52 },
      { id: 'import-1', file: 'team.csv', importedWallMs: NOW_MS - 20 * DAY_MS, people: 5, shifts: 0 },
    ],
    overrides: [],
    people: { people: PEOPLE, count: PEOPLE.length },
  },
  people: [...PEOPLE, HOSTILE],
  preview: {
    previewId: 'preview-1',
    file: 'team.csv',
    people: 6,
    shifts: 0,
    samples: PEOPLE,
    shiftSamples: [],
    problems: [
      { line: 4, message: 'The name is “TBD”: this row was left out. Name somebody.' },
      { line: 9, message: '“call me” is no telephone number. Write it as +49 30 901820.' },
    ],
    replacesWallMs: NOW_MS - 20 * DAY_MS,
  },
};
