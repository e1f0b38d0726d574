import { useId, useMemo, useRef, useState } from 'react';
import type { AppSnapshot } from '../../electron/core/snapshot.ts';
import { useDesk, useWindow } from '../store/context.ts';
import { go } from '../store/state.ts';
import { Dialog } from './dialog.tsx';
import { keyName } from './key-name.ts';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly keys?: string;
  readonly run: () => void;
}

interface PaletteProps {
  readonly snapshot: AppSnapshot;
  readonly onClose: () => void;
}

/** Everything that can be done from here, every incident and every runbook, by typing some of its letters. */
export function Palette({ snapshot, onClose }: PaletteProps) {
  const { actions, store } = useDesk();
  const playbook = useWindow((state) => state.playbook?.value ?? null);
  const [wanted, setWanted] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const everything = useMemo((): readonly Entry[] => {
    const incidents = snapshot.incidents.map((incident): Entry => {
      const run = (): void => go(store, { screen: 'incident', incidentId: incident.id });
      return {
        id: incident.id,
        label: `SEV${incident.severity} ${incident.title}`,
        group: `Incident · ${incident.status}`,
        run,
      };
    });
    const runbooks = (playbook?.runbooks ?? []).map((runbook): Entry => {
      const run = (): void => go(store, { screen: 'runbooks', runbookId: runbook.id });
      return { id: `runbook ${runbook.id}`, label: runbook.title, group: 'Runbook', run };
    });
    return [...actions.all().filter((action) => action.id !== 'palette'), ...incidents, ...runbooks];
  }, [actions, store, snapshot.incidents, playbook]);

  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const found = everything.filter(({ label, group }) =>
    words.every((word) => `${label} ${group}`.toLowerCase().includes(word)),
  );
  const at = Math.min(chosen, found.length - 1);

  function move(by: number): void {
    const next = (at + by + found.length) % Math.max(1, found.length);
    setChosen(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  }

  function run(action: Entry | undefined): void {
    if (action === undefined) return;
    onClose();
    action.run();
  }

  return (
    <Dialog title="Commands" onClose={onClose} className="palette">
      <input
        className="field"
        role="combobox"
        aria-label="Command, incident or runbook"
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        placeholder="Command, incident or runbook"
        value={wanted}
        onChange={(event) => {
          setWanted(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1);
          else if (event.key === 'ArrowUp') move(-1);
          else if (event.key === 'Enter') run(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div ref={list} id={id} role="listbox" aria-label="Commands">
        {found.map((action, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys
          <div
            key={action.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => run(action)}
          >
            <span>
              {action.label} <small>{action.group}</small>
            </span>
            {action.keys !== undefined && <kbd>{keyName(action.keys)}</kbd>}
          </div>
        ))}
      </div>
      {found.length === 0 && <p className="note">Nothing is called “{wanted}”.</p>}
    </Dialog>
  );
}
