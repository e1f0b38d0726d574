import { useDeferredValue, useMemo, useState } from 'react';
import type { Playbook } from '../../electron/core/playbook/model.ts';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { useDesk, useWindow } from '../store/context.ts';
import { go } from '../store/state.ts';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { RunbookReader } from './runbook-reader.tsx';
import { searchableRunbooks } from './search.ts';
import { SeverityTable } from './severity-table.tsx';

interface RunbooksScreenProps {
  readonly snapshot: AppSnapshot;
  readonly runbookId: string | null;
}

/** The playbook outside an incident: its severities, and every runbook to read. */
export function RunbooksScreen({ snapshot, runbookId }: RunbooksScreenProps) {
  const playbook = useWindow((state) => state.playbook?.value ?? null);
  const problem = useWindow((state) => state.problem);
  if (playbook === null) return <p className="note">{problem ?? 'Opening the playbook…'}</p>;
  return <Shelf snapshot={snapshot} playbook={playbook} runbookId={runbookId} />;
}

interface ShelfProps extends RunbooksScreenProps {
  readonly playbook: Playbook;
}

function Shelf({ snapshot, playbook, runbookId }: ShelfProps) {
  const { store } = useDesk();
  const [wanted, setWanted] = useState('');
  const words = useDeferredValue(wanted);
  const search = useMemo(() => searchableRunbooks(playbook.runbooks), [playbook]);
  const found = search(words);
  const chosen = playbook.runbooks.find(({ id }) => id === runbookId);
  return (
    <div className="runbooks">
      <section className="shelf" aria-labelledby="runbooks-title">
        <h1 id="runbooks-title" tabIndex={-1}>
          Runbooks
        </h1>
        <p className="note">
          {playbook.title}
          {snapshot.playbook.origin === 'built-in' && ' · built in, until you name your own'}
        </p>
        <input
          className="field"
          type="search"
          aria-label="Search runbooks"
          placeholder="Alert, step or command"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <ul className="panel rows">
          <li>
            <button
              type="button"
              className="shelf-row"
              aria-current={chosen === undefined}
              onClick={() => go(store, { screen: 'runbooks', runbookId: null })}
            >
              <span>Severities</span>
            </button>
          </li>
          {found.map(({ id, title, severities }) => (
            <li key={id}>
              <button
                type="button"
                className="shelf-row"
                aria-current={id === chosen?.id}
                onClick={() => go(store, { screen: 'runbooks', runbookId: id })}
              >
                <span>{title}</span>
                <span className="shelf-severities">
                  {severities.map((severity) => (
                    <SeverityGlyph key={severity} severity={severity} />
                  ))}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 && <p className="note">No runbook mentions “{words}”.</p>}
      </section>
      {chosen === undefined ? (
        <SeverityTable severities={playbook.severities} />
      ) : (
        <RunbookReader key={chosen.id} runbook={chosen} />
      )}
    </div>
  );
}
