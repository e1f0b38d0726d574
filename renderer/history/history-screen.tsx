import './history.css';
import type { AppSnapshot, NoticeView } from '../../electron/core/snapshot.ts';
import { useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { Moment } from '../ui/time.tsx';
import { PastList } from './past-list.tsx';

/** Everything that ever happened, and what was said lately or why not. */
export default function HistoryScreen({ snapshot }: { readonly snapshot: AppSnapshot }) {
  // Only what changes the list of incidents is asked for again.
  const news = snapshot.incidents.map(({ id, severity, status }) => `${id} ${severity} ${status}`).join();
  return (
    <div className="page history">
      <h1 tabIndex={-1}>History</h1>
      <PastList news={news} />
      <section aria-labelledby="notices-title">
        <h2 id="notices-title">Notices, the newest first</h2>
        {snapshot.notices.length === 0 ? (
          <p className="note">Nothing had to be said yet.</p>
        ) : (
          <ol className="panel rows">
            {snapshot.notices.map((notice) => (
              <NoticeRow key={`${notice.atWallMs} ${notice.kind} ${notice.title}`} notice={notice} />
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function NoticeRow({ notice }: { readonly notice: NoticeView }) {
  const { store } = useDesk();
  const { severity, title, outcome, incidentId, atWallMs } = notice;
  return (
    <li className="alert-row">
      {severity === null ? <span /> : <SeverityGlyph severity={severity} quiet={outcome !== 'shown'} />}
      <div>
        <p className="alert-name">
          {incidentId === null ? (
            title
          ) : (
            <button type="button" className="link" onClick={() => go(store, { screen: 'incident', incidentId })}>
              {title}
            </button>
          )}
        </p>
        <p className="alert-reason">{said(notice)}</p>
      </div>
      <div className="alert-age">
        <Moment atWallMs={atWallMs} />
      </div>
    </li>
  );
}

function said({ outcome, rung, reason }: NoticeView): string {
  switch (outcome) {
    case 'shown':
      return `Shown${rung === null ? '' : RUNG_WORDS[rung]}.`;
    case 'intended':
      return 'On its way.';
    case 'skipped':
      return `Not shown: ${reason}`;
    case 'failed':
      return `Could not be shown: ${reason}`;
  }
}

const RUNG_WORDS: Readonly<Record<NonNullable<NoticeView['rung']>, string>> = {
  native: ' as a notification',
  notifier: ' by the second way, notify-send',
  window: ' by raising the window',
};
