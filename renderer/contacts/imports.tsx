import type { ImportView } from '../../electron/core/contacts/views.ts';
import { Button } from '../ui/button.tsx';
import { Moment } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import type { ContactVerbs } from './use-contact-verbs.ts';

/** What was imported, each to be taken back. */
export function Imports({ imports, verbs }: { readonly imports: readonly ImportView[]; readonly verbs: ContactVerbs }) {
  if (imports.length === 0) return null;
  return (
    <section aria-labelledby="imports-title">
      <h2 id="imports-title">Imported</h2>
      <ul className="panel rows">
        {imports.map((each, at) => (
          <li key={each.id} className="channel">
            <span className="reach">
              <span className="reach-text">{each.file}</span>
              <Button
                kind="quiet"
                label={`${at === 0 ? 'Undo the import of' : 'Remove'} ${each.file}`}
                onPress={() => verbs.drop(each)}
              >
                {at === 0 ? 'Undo' : 'Remove'}
              </Button>
            </span>
            <small>
              {[
                each.people > 0 && count(each.people, 'person', 'people'),
                each.shifts > 0 && count(each.shifts, 'shift'),
              ]
                .filter(Boolean)
                .join(', ')}
              {' · '}
              <Moment atWallMs={each.importedWallMs} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
