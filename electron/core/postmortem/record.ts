import type { StoredEvent } from '../events.ts';

export const POSTMORTEM_STATES = ['Draft', 'In review', 'Reviewed', 'Closed'] as const;
export type PostmortemState = (typeof POSTMORTEM_STATES)[number];

/** Dropped: taken out of the document again; the log keeps it. */
export const ITEM_STATUSES = ['Open', 'In Progress', 'Done', 'Dropped'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export interface ActionItem {
  readonly itemId: string;
  readonly action: string;
  readonly owner: string;
  /** `YYYY-MM-DD`; null while nobody has promised a day. */
  readonly due: string | null;
  readonly status: ItemStatus;
}

export interface Edit {
  readonly text: string;
  readonly atWallMs: number;
}

/** What people wrote into one post-mortem. */
export interface PostmortemRecord {
  readonly state: PostmortemState;
  /** By section; the newest words win, the older ones stay in the log. */
  readonly edits: Readonly<Record<string, Edit>>;
  /** In the order in which they were first written. */
  readonly items: readonly ActionItem[];
}

const UNTOUCHED: PostmortemRecord = { state: 'Draft', edits: {}, items: [] };

/** Folds an incident's events. An edit to null goes back to what the facts say. */
export function postmortemRecord(events: readonly StoredEvent[]): PostmortemRecord {
  return events.reduce(fold, UNTOUCHED);
}

function fold(record: PostmortemRecord, event: StoredEvent): PostmortemRecord {
  switch (event.type) {
    case 'postmortem-edited': {
      const { section, text } = event.payload;
      const { [section]: _older, ...others } = record.edits;
      return {
        ...record,
        edits: text === null ? others : { ...others, [section]: { text, atWallMs: event.at.wallMs } },
      };
    }
    case 'postmortem-state':
      return { ...record, state: event.payload.to };
    case 'action-item-set':
      return { ...record, items: withItem(record.items, event.payload) };
    default:
      return record;
  }
}

/** The list with this item in its old place, or at the end. */
export function withItem(items: readonly ActionItem[], item: ActionItem): readonly ActionItem[] {
  return items.some(({ itemId }) => itemId === item.itemId)
    ? items.map((old) => (old.itemId === item.itemId ? item : old))
    : [...items, item];
}
