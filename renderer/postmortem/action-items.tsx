import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { type ActionItem, ITEM_STATUSES, type ItemStatus } from '../../electron/core/postmortem/record.ts';
import type { Action } from '../store/actions.ts';
import { useActions } from '../store/context.ts';
import { useVerbs } from '../store/verbs.ts';

interface ActionItemsProps {
  readonly incidentId: string;
  readonly items: readonly ActionItem[];
  readonly title: string;
  readonly today: string;
  readonly onSaved: () => Promise<void>;
}

/** What is to be done, by whom and until when. Each field is saved as it is left. */
export function ActionItems({ incidentId, items, title, today, onSaved }: ActionItemsProps) {
  const verbs = useVerbs();
  const field = useRef<HTMLInputElement>(null);
  const [action, setAction] = useState('');
  const [newest, setNewest] = useState<string | null>(null);
  const kept = items.filter(({ status }) => status !== 'Dropped');
  const actions: Action[] = [
    { id: 'pm-item', label: 'Add an action item', keys: 'i', group: 'Incident', run: () => field.current?.focus() },
  ];
  useActions(actions);

  async function set(item: ActionItem): Promise<boolean> {
    const saved = await verbs.setActionItem(incidentId, item);
    if (saved) await onSaved();
    return saved;
  }

  async function add(): Promise<void> {
    if (action.trim() === '') return;
    const item = { itemId: crypto.randomUUID(), action: action.trim(), owner: '', due: null, status: 'Open' } as const;
    if (!(await set(item))) return;
    setAction('');
    setNewest(item.itemId);
  }

  return (
    <section className="card pm-section" aria-labelledby="pm-items-title">
      <div className="pm-title">
        <h2 id="pm-items-title">{title}</h2>
      </div>
      {kept.length > 0 && (
        <div className="pm-items">
          {kept.map((item) => (
            <ItemRow
              key={item.itemId}
              item={item}
              isOverdue={isOverdue(item, today)}
              isNewest={item.itemId === newest}
              onSet={set}
            />
          ))}
        </div>
      )}
      <form
        className="pm-add"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <input
          ref={field}
          className="field"
          aria-label="New action item"
          aria-keyshortcuts="I"
          placeholder="What will be done so that this does not happen again (I), Enter adds it"
          value={action}
          maxLength={1000}
          onChange={(event) => setAction(event.target.value)}
        />
      </form>
    </section>
  );
}

interface ItemRowProps {
  readonly item: ActionItem;
  readonly isOverdue: boolean;
  /** Just added: who will do it is asked next. */
  readonly isNewest: boolean;
  readonly onSet: (item: ActionItem) => Promise<boolean>;
}

type Changes = Partial<Pick<ActionItem, 'action' | 'owner' | 'due' | 'status'>>;

function ItemRow({ item, isOverdue: overdue, isNewest, onSet }: ItemRowProps) {
  const owner = useRef<HTMLInputElement>(null);
  /** What was typed here and is not on disk yet; the rest is what the disk says. */
  const [changes, setChanges] = useState<Changes>({});
  const next = { ...item, ...changes };
  /** Enter and leaving the field must not save the same twice. */
  const sent = useRef('');
  useEffect(() => {
    if (isNewest) owner.current?.focus();
  }, [isNewest]);

  const change = (more: Changes): void => setChanges((before) => ({ ...before, ...more }));
  async function save(changed: ActionItem): Promise<void> {
    const words = JSON.stringify(changed);
    if (changed.action.trim() === '' || words === JSON.stringify(item) || words === sent.current) return;
    sent.current = words;
    if (await onSet(changed)) setChanges((before) => without(before, changed));
    sent.current = '';
  }
  const leave = (): void => void save(next);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') leave();
  };
  return (
    <div className="pm-item">
      <input
        className="field"
        aria-label={`Action: ${item.action}`}
        value={next.action}
        maxLength={1000}
        onChange={(event) => change({ action: event.target.value })}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      <input
        ref={owner}
        className="field"
        aria-label={`Owner of ${item.action}`}
        placeholder="Who will do it"
        value={next.owner}
        maxLength={200}
        onChange={(event) => change({ owner: event.target.value })}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
      <span>
        <input
          className="field"
          type="date"
          aria-label={`Due date of ${item.action}`}
          value={next.due ?? ''}
          onChange={(event) => change({ due: event.target.value === '' ? null : event.target.value })}
          onBlur={leave}
          onKeyDown={onKeyDown}
        />
        {overdue && <small className="pm-overdue">overdue</small>}
      </span>
      <select
        className="field"
        aria-label={`Status of ${item.action}`}
        value={next.status}
        onChange={(event) => {
          const status = ITEM_STATUSES.find((each) => each === event.target.value);
          if (status === undefined) return;
          change({ status });
          void save({ ...next, status });
        }}
      >
        {ITEM_STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS_WORDS[status]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What was saved is on disk now; what was typed meanwhile is not. */
function without(changes: Changes, { action, owner, due, status }: ActionItem): Changes {
  return {
    ...(changes.action === undefined || changes.action === action ? {} : { action: changes.action }),
    ...(changes.owner === undefined || changes.owner === owner ? {} : { owner: changes.owner }),
    ...(changes.due === undefined || changes.due === due ? {} : { due: changes.due }),
    ...(changes.status === undefined || changes.status === status ? {} : { status: changes.status }),
  };
}

const STATUS_WORDS: Readonly<Record<ItemStatus, string>> = {
  Open: 'Open',
  'In Progress': 'In progress',
  Done: 'Done',
  Dropped: 'Take out',
};

function isOverdue({ due, status }: ActionItem, today: string): boolean {
  return due !== null && due < today && (status === 'Open' || status === 'In Progress');
}
