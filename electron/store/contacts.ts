import type { ContactImport } from '../core/contacts/contact.ts';
import type { ContactStore } from '../core/ports.ts';
import type { Shift } from '../core/schedule/rota.ts';
import { stateSum } from './rows.ts';
import { type Database, refusing, transact } from './sqlite.ts';

/** The newest import of a file counts; the one before stays, so that it comes back when the newest is undone. */
const VERSIONS_KEPT = 2;

type Kind = 'import' | 'confirmation' | 'override';

/** Imported people, confirmations and overrides in a migrated database. Each row is JSON with its checksum. */
export function createContactStore(db: Database): ContactStore {
  const insert = db.prepare(
    'INSERT INTO contacts (id, kind, name, wall_ms, content, crc) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const select = db.prepare('SELECT id, kind, name, wall_ms, content, crc FROM contacts ORDER BY seq');
  const forgetOld = db.prepare(
    `DELETE FROM contacts WHERE kind = ? AND name = ? AND seq NOT IN
      (SELECT seq FROM contacts WHERE kind = ? AND name = ? ORDER BY seq DESC LIMIT ?)`,
  );

  function keep(kind: Kind, id: string, name: string, wallMs: number, content: unknown, versions: number | null): void {
    const text = JSON.stringify(content);
    transact(db, () => {
      insert.run(id, kind, name, wallMs, text, stateSum(id, text));
      if (versions !== null) forgetOld.run(kind, name, kind, name, versions);
    });
  }

  return {
    keptContacts() {
      const imports = new Map<string, ContactImport>();
      const confirmations: Record<string, number> = {};
      const overrides: (Shift & { readonly id: string })[] = [];
      for (const { id, kind, name, wall_ms, content, crc } of refusing(() => select.all())) {
        if (typeof content !== 'string' || crc !== stateSum(String(id), content)) continue;
        // The checksum has proven that this is what was kept.
        const kept = JSON.parse(content) as unknown;
        if (kind === 'import') {
          // Put last, so that the order is that of the newest imports.
          imports.delete(String(name));
          imports.set(String(name), kept as ContactImport);
        } else if (kind === 'override') overrides.push({ ...(kept as Shift), id: String(id) });
        else confirmations[String(name)] = Number(wall_ms);
      }
      return { imports: [...imports.values()], confirmations, overrides };
    },
    keepImport: (one) => keep('import', one.id, one.file, one.importedWallMs, one, VERSIONS_KEPT),
    confirmContact: (id, key, wallMs) => keep('confirmation', id, key, wallMs, null, 1),
    keepOverride: ({ id, ...shift }, wallMs) => keep('override', id, shift.person, wallMs, shift, null),
    dropContacts: (id) => dropContactsIn(db, id),
  };
}

/** Removes one import or override for good; false where there is none. */
export function dropContactsIn(db: Database, id: string): boolean {
  const { changes } = transact(db, () => db.prepare('DELETE FROM contacts WHERE id = ?').run(id));
  // Until then the old page is still in the -wal.
  refusing(() => db.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  return changes > 0;
}
