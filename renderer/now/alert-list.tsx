import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { AlertRowView } from '../store/views.ts';
import { count } from '../ui/words.ts';
import { AlertRow } from './alert-row.tsx';

const LongAlertList = lazy(() => import('./long-alert-list.tsx'));

/** Beyond this many a filter helps; beyond the second, only the rows in sight are built. */
const FILTER_FROM = 20;
const LONG_FROM = 100;

/** Every alert that is not quiet, causes first with what they explain beneath. */
export function AlertList({ rows }: { readonly rows: readonly AlertRowView[] }) {
  const [wanted, setWanted] = useState('');
  const words = useDeferredValue(wanted).trim().toLowerCase();
  const shown =
    words === '' ? rows : rows.filter(({ alert }) => `${alert.name}\n${alert.reason}`.toLowerCase().includes(words));
  return (
    <>
      {rows.length > FILTER_FROM && (
        <div className="alert-filter">
          <input
            className="field"
            type="search"
            aria-label="Filter alerts"
            placeholder="Filter by name or reason"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
          />
          <p className="note" role="status">
            {words === ''
              ? count(rows.length, 'alert')
              : `${count(shown.length, 'alert')} of ${rows.length.toLocaleString('en-GB')}`}
          </p>
        </div>
      )}
      {shown.length > LONG_FROM ? (
        // The first rows stand there at once, while the rest is on its way.
        <Suspense fallback={<ShortAlertList rows={shown.slice(0, LONG_FROM)} />}>
          <LongAlertList rows={shown} />
        </Suspense>
      ) : (
        <ShortAlertList rows={shown} />
      )}
    </>
  );
}

function ShortAlertList({ rows }: { readonly rows: readonly AlertRowView[] }) {
  return (
    <ul className="panel rows" aria-label="Alerts">
      {rows.map((row) => (
        <li key={row.alert.key} className={row.nested ? 'alert-row nested' : 'alert-row'}>
          <AlertRow {...row} />
        </li>
      ))}
    </ul>
  );
}
