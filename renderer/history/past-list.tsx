import { useRef, useState } from 'react';
import type { HistoryFilter } from '../../electron/core/history/report.ts';
import { SEVERITIES } from '../../electron/core/severity.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk } from '../store/context.ts';
import { useAnswer } from '../store/use-answer.ts';
import { Button } from '../ui/button.tsx';
import { count, duration } from '../ui/words.ts';
import { AlertBars, SHOWN_ALERTS, TimesChart, WeekChart } from './charts.tsx';
import { PastRow } from './past-row.tsx';
import { ThresholdReplay } from './threshold-replay.tsx';

const WEEKS = 12;

/** Everything that ever happened, as it is searched and counted. `news` changes when something new may be in the log. */
export function PastList({ news }: { readonly news: string }) {
  const { bridge } = useDesk();
  const field = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useState<HistoryFilter>({ weeks: WEEKS });
  const { value, problem } = useAnswer(() => bridge.history(filter), JSON.stringify([filter, news]));
  const set = <Key extends keyof HistoryFilter>(key: Key, next: HistoryFilter[Key] | null): void => {
    const { [key]: _before, ...others } = filter;
    // The other fields are whole, and `weeks` is never taken away.
    setFilter({ weeks: WEEKS, ...others, ...(next === null ? {} : { [key]: next }) });
  };
  const actions: Action[] = [
    {
      id: 'history-search',
      label: 'Search the past',
      keys: '/',
      group: 'Everywhere',
      run: () => field.current?.focus(),
    },
  ];
  for (const [index, { name }] of (value?.alerts ?? []).slice(0, SHOWN_ALERTS).entries()) {
    actions.push({
      id: `threshold-${name}`,
      label: `Threshold of ${name}`,
      ...(index === 0 ? { keys: 't' } : {}),
      group: 'Everywhere',
      run: () => set('alert', name),
    });
  }
  useActions(actions);
  if (value === null) return <p className="panel empty">{problem ?? 'Reading the log…'}</p>;

  const counted = value.incidents.filter(({ mergedInto }) => mergedInto === null).length;
  const isFiltered = Object.keys(filter).length > 1;

  return (
    <>
      <div className="past-filter">
        <input
          ref={field}
          className="field"
          type="search"
          aria-label="Search the past"
          aria-keyshortcuts="/"
          placeholder="Search incidents and alerts (/)"
          maxLength={200}
          value={filter.words ?? ''}
          onChange={(event) => set('words', event.target.value === '' ? null : event.target.value)}
        />
        <select
          className="field"
          aria-label="Severity"
          value={filter.severity ?? ''}
          onChange={(event) => set('severity', SEVERITIES.find((each) => String(each) === event.target.value) ?? null)}
        >
          <option value="">All severities</option>
          {SEVERITIES.map((severity) => (
            <option key={severity} value={severity}>
              SEV{severity}
            </option>
          ))}
        </select>
        {isFiltered && <Button onPress={() => setFilter({ weeks: WEEKS })}>Show all</Button>}
      </div>
      <div className="past-charts">
        <section className="card" aria-labelledby="weeks-title">
          <h2 id="weeks-title">Incidents by week</h2>
          <WeekChart weeks={value.weeks} chosen={filter.week ?? null} onChoose={(week) => set('week', week)} />
        </section>
        <section className="card" aria-labelledby="times-title">
          <h2 id="times-title">How long it took</h2>
          <dl className="past-means">
            <div>
              <dt>
                <i className="acknowledge" aria-hidden="true" /> MTTA
              </dt>
              <dd>{value.toAcknowledgeMs === null ? 'none yet' : duration(value.toAcknowledgeMs)}</dd>
            </div>
            <div>
              <dt>
                <i className="resolve" aria-hidden="true" /> MTTR
              </dt>
              <dd>{value.toResolveMs === null ? 'none yet' : duration(value.toResolveMs)}</dd>
            </div>
          </dl>
          <TimesChart weeks={value.weeks} />
          <p className="note">Means per week. Time in which nobody could look is left out.</p>
        </section>
      </div>
      {value.alerts.length > 0 && (
        <section className="card" aria-labelledby="alerts-title">
          <h2 id="alerts-title">Alerts</h2>
          <AlertBars alerts={value.alerts} chosen={filter.alert ?? null} onChoose={(alert) => set('alert', alert)} />
          {filter.alert === undefined && <p className="note">Press one to see its incidents, and its threshold (T).</p>}
        </section>
      )}
      {filter.alert !== undefined && <ThresholdReplay key={filter.alert} alert={filter.alert} news={news} />}
      <section aria-labelledby="past-title">
        <h2 id="past-title">
          {isFiltered ? `${count(value.found, 'incident')} of ${value.total}` : count(value.total, 'incident')}
        </h2>
        {value.incidents.length === 0 ? (
          <p className="panel empty">{isFiltered ? 'Nothing like that is in the log.' : 'Nothing has happened yet.'}</p>
        ) : (
          <ul className="panel rows">
            {value.incidents.map((incident) => (
              <PastRow key={incident.id} incident={incident} />
            ))}
          </ul>
        )}
        {value.found > counted && (
          <p className="note">The newest {value.incidents.length} are shown: search for the others.</p>
        )}
      </section>
    </>
  );
}
