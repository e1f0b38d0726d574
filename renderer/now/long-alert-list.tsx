import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { AlertRowView } from '../store/views.ts';
import { AlertRow } from './alert-row.tsx';

const ESTIMATED_ROW_PX = 63;

/** A list of thousands: only the rows in sight exist. */
export default function LongAlertList({ rows }: { readonly rows: readonly AlertRowView[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_ROW_PX,
    getItemKey: (index) => rows[index]?.alert.key ?? index,
    overscan: 6,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="panel long-list" ref={scroller} tabIndex={0} aria-label="All alerts, scrollable">
      <ul style={{ height: virtualizer.getTotalSize() }} aria-label="Alerts">
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              className={row.nested ? 'alert-row long-row nested' : 'alert-row long-row'}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <AlertRow {...row} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
