import { describe, expect, it } from 'vitest';
import { mergePeople } from '../../../electron/core/contacts/book.ts';
import { NOTHING_KEPT } from '../../../electron/core/contacts/contact.ts';
import { contactsOnDuty, dutiesAt } from '../../../electron/core/contacts/duty.ts';
import { engineSettings } from '../../../electron/core/engine/settings.ts';
import type { Incident } from '../../../electron/core/incidents/incident.ts';
import { officeHours } from '../../../electron/core/schedule/working-hours.ts';
import { contact, imported, UNDECIDED } from './parts.ts';

const NOW = Date.UTC(2026, 10, 23, 14, 4);

/** What a notice says of level 2, with these people imported. */
function called(...people: readonly ReturnType<typeof contact>[]): string | null {
  const kept = { ...NOTHING_KEPT, imports: [imported({ people })] };
  const book = mergePeople(UNDECIDED.contacts, kept);
  const settings = engineSettings({
    mode: 'live',
    sources: [],
    playbook: UNDECIDED,
    thresholds: {},
    overrides: {},
    hours: officeHours('Europe/Berlin'),
    quietHours: null,
    contacts: () => contactsOnDuty(UNDECIDED.contacts, dutiesAt(UNDECIDED, book, kept, NOW), UNDECIDED.ladder),
  });
  // Of an incident only what came of earlier calls is read.
  return settings.personFor('escalate-2', { ladder: {} } as Incident, NOW);
}

describe('what a notice says of whom to call', () => {
  it('has the number from the imported contacts, and the time there', () => {
    expect(called()).toBe('Ana Ruiz, no number in the playbook or the contacts');
    expect(called(contact({ name: 'Ana Ruiz', phones: ['+34 91 1'] }))).toBe('Ana Ruiz, +34 91 1');
    const held = contact({
      name: 'Kim',
      roles: [{ role: 'Engineering Lead', standing: 'primary' }],
      phones: ['+82 2 555'],
      zone: 'Asia/Seoul',
    });
    expect(called(held)).toBe('Kim, +82 2 555, 23:04 there');
    // The same time as here needs no telling.
    expect(called({ ...held, zone: 'Europe/Paris' })).toBe('Kim, +82 2 555');
  });
});
