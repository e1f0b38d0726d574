import { useRef, useState } from 'react';
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
    if (await set(item)) setAction('');
  }

  return (
    <section className="card pm-section" aria-labelledby="pm-items-title">
      <div className="pm-title">
        <h2 id="pm-items-title">{title}</h2>
      </div>
      {kept.length > 0 && (
        <div className="pm-items">
          <div className="pm-item pm-item-head" aria-hidden="true">
            <span>Action</span>
            <span>Owner</span>
            <span>Due</span>
            <span>Status</span>
          </div>
          {kept.map((item) => (
            // What was typed and not saved must not outlive what is on disk.
            <ItemRow key={JSON.stringify(item)} item={item} isOverdue={isOverdue(item, today)} onSet={set} />
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
          onKeyDown={(event) => {
            if (event.key === 'Escape') field.current?.blur();
          }}
        />
      </form>
    </section>
  );
}

interface ItemRowProps {
  readonly item: ActionItem;
  readonly isOverdue: boolean;
  readonly onSet: (item: ActionItem) => Promise<boolean>;
}

function ItemRow({ item, isOverdue: overdue, onSet }: ItemRowProps) {
  const [next, setNext] = useState(item);
  const leave = (): void => {
    if (next.action.trim() !== '' && JSON.stringify(next) !== JSON.stringify(item)) void onSet(next);
  };
  const now = (change: Partial<ActionItem>): void => {
    const changed = { ...next, ...change };
    setNext(changed);
    void onSet(changed);
  };
  return (
    <div className="pm-item">
      <input
        className="field"
        aria-label={`Action: ${item.action}`}
        value={next.action}
        maxLength={1000}
        onChange={(event) => setNext({ ...next, action: event.target.value })}
        onBlur={leave}
      />
      <input
        className="field"
        aria-label={`Owner of ${item.action}`}
        placeholder="Who"
        value={next.owner}
        maxLength={200}
        onChange={(event) => setNext({ ...next, owner: event.target.value })}
        onBlur={leave}
      />
      <span>
        <input
          className="field"
          type="date"
          aria-label={`Due date of ${item.action}`}
          value={next.due ?? ''}
          onChange={(event) => setNext({ ...next, due: event.target.value === '' ? null : event.target.value })}
          onBlur={leave}
        />
        {overdue && <small className="pm-overdue">overdue</small>}
      </span>
      <select
        className="field"
        aria-label={`Status of ${item.action}`}
        value={next.status}
        onChange={(event) => {
          const status = ITEM_STATUSES.find((each) => each === event.target.value);
          if (status !== undefined) now({ status });
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

const STATUS_WORDS: Readonly<Record<ItemStatus, string>> = {
  Open: 'Open',
  'In Progress': 'In progress',
  Done: 'Done',
  Dropped: 'Take out',
};

function isOverdue({ due, status }: ActionItem, today: string): boolean {
  return due !== null && due < today && (status === 'Open' || status === 'In Progress');
}
