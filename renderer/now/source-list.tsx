import { useState } from 'react';
import type { Severity } from '../../electron/core/severity.ts';
import type { CheckView, SourceView } from '../../electron/core/snapshot.ts';
import { sourceShape } from '../store/views.ts';
import { SeverityGlyph, StateGlyph } from '../ui/glyph.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { Age, Moment } from '../ui/time.tsx';
import { duration, latency } from '../ui/words.ts';

interface SourceListProps {
  readonly sources: readonly SourceView[];
  /** Of incidents that nobody owns: a source of one of these is filled, others are outlines. */
  readonly unowned: ReadonlySet<Severity>;
}

/** Every source with its freshness; opened, what it measured and why it looks as it does. */
export function SourceList({ sources, unowned }: SourceListProps) {
  if (sources.length === 0) {
    return (
      <p className="panel empty">
        Nothing is watched: no source is configured. Set HEALTH_URL or write the configuration file.
      </p>
    );
  }
  return (
    <ul className="panel rows">
      {sources.map((source) => (
        <li key={source.id}>
          <SourceRow source={source} owned={source.severity !== null && !unowned.has(source.severity)} />
        </li>
      ))}
    </ul>
  );
}

function SourceRow({ source, owned }: { readonly source: SourceView; readonly owned: boolean }) {
  const [open, setOpen] = useState(false);
  const shape = sourceShape(source);
  const tone = source.severity !== null && !source.stale ? `sev${source.severity}` : shape;
  return (
    <>
      <button type="button" className="source-row" aria-expanded={open} onClick={() => setOpen(!open)}>
        {source.severity === null || source.stale ? (
          <StateGlyph state={shape} />
        ) : (
          <SeverityGlyph severity={source.severity} owned={owned} />
        )}
        <span>{source.name}</span>
        <Sparkline values={source.history.map(({ value }) => value)} tone={tone} />
        <span className="source-age">
          {source.lookedAtWallMs === null ? 'not yet' : <Age atWallMs={source.lookedAtWallMs} />}
          <small>{source.stale ? 'stale' : source.latencyMs === null ? '' : latency(source.latencyMs)}</small>
        </span>
      </button>
      <Why source={source} />
      {open && <SourceDetails source={source} />}
    </>
  );
}

/** Why it has another colour than green; of a green one it stands in the details. */
function Why({ source }: { readonly source: SourceView }) {
  const { look, stale, severity, lookedAtWallMs, intervalMs, checks } = source;
  if (look !== null && look.verdict !== 'ok') return <p className="source-reason">{look.reason}</p>;
  if (stale && lookedAtWallMs !== null) {
    return (
      <p className="source-reason">
        Well at <Moment atWallMs={lookedAtWallMs} />, but it is asked every {duration(intervalMs)}: what it does now is
        not known.
      </p>
    );
  }
  // It answers well, and what it answers is bad.
  const raised = severity === null ? [] : checks.filter((check) => check.look.verdict === 'bad');
  return raised.map(({ name, label, look: found }) => (
    <p key={name} className="source-reason">
      {label}: {found.reason}
    </p>
  ));
}

function SourceDetails({ source }: { readonly source: SourceView }) {
  return (
    <div className="source-details">
      <p className="note">
        <span className="address">{source.address}</span>, asked every {duration(source.intervalMs)}
        {source.askedAtWallMs !== null && (
          <>
            , last at <Moment atWallMs={source.askedAtWallMs} />
          </>
        )}
        .
      </p>
      {source.look?.verdict === 'ok' && <p className="note">{source.look.reason}</p>}
      <ul>
        {source.checks.map((check) => (
          <li key={check.name} className="check">
            <StateGlyph
              state={check.look.verdict === 'ok' ? 'well' : check.look.verdict === 'bad' ? 'watching' : 'unknown'}
            />
            <span>
              {check.label}
              <small>{check.look.reason}</small>
              {check.facts.map((fact) => (
                <small key={fact.label}>
                  {fact.label}: {fact.value}
                </small>
              ))}
            </span>
            <span className="check-figure">
              {check.history.some(({ value }) => value !== null) && (
                <Sparkline
                  values={check.history.map(({ value }) => value)}
                  limits={check.limits}
                  tone={check.look.verdict === 'ok' ? 'well' : 'unknown'}
                />
              )}
              {figure(check)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function figure({ value, unit }: CheckView): string {
  if (value === null) return '';
  const number = value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return unit === '' ? number : unit === '%' ? `${number} %` : `${number} ${unit}`;
}
