import { useEffect, useRef, useState } from 'react';
import type { LevelReplay } from '../../electron/core/history/level-replay.ts';
import { DAY_MS } from '../../electron/core/time.ts';
import type { Action } from '../store/actions.ts';
import { useActions, useDesk } from '../store/context.ts';
import { useAnswer } from '../store/use-answer.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { duration } from '../ui/words.ts';
import { ThresholdChart } from './threshold-chart.tsx';
import { thresholdWords, times } from './threshold-words.ts';
import { TriedTable } from './tried-table.tsx';

/** What the chosen alert would have done at other thresholds. `news` changes when something new may be in the log. */
export function ThresholdReplay({ alert, news }: { readonly alert: string; readonly news: string }) {
  const { bridge } = useDesk();
  const [at, setAt] = useState<{ readonly level: number; readonly threshold: number } | null>(null);
  const { value, problem } = useAnswer(
    () => bridge.replay({ alert, ...(at === null ? {} : { at }) }),
    JSON.stringify([alert, at, news]),
  );
  if (value === null) return <p className="panel empty">{problem ?? 'Reading the samples…'}</p>;
  if (value.length === 0) {
    return <p className="panel empty">{alert} has no threshold: it fires when it is so, after its hold.</p>;
  }
  const askedOf = ({ level }: LevelReplay): number | null => (at?.level === level ? at.threshold : null);
  const copied = value.findIndex(
    (replay) => replay.settingName !== null && (askedOf(replay) ?? replay.proposal.threshold) !== null,
  );
  return value.map((replay, index) => (
    <Level
      key={`${replay.ruleId} ${replay.level}`}
      replay={replay}
      leads={index === 0}
      copies={index === copied}
      asked={askedOf(replay)}
      onAsk={(threshold) => setAt({ level: replay.level, threshold })}
    />
  ));
}

interface LevelProps {
  readonly replay: LevelReplay;
  /** Keys are for the first of several levels that they fit; the others are in the palette. */
  readonly leads: boolean;
  readonly copies: boolean;
  readonly asked: number | null;
  readonly onAsk: (threshold: number) => void;
}

function Level({ replay, leads, copies, asked, onAsk }: LevelProps) {
  const verbs = useVerbs();
  const field = useRef<HTMLInputElement>(null);
  const card = useRef<HTMLElement>(null);
  // It was asked for further up.
  useEffect(() => {
    if (leads) card.current?.scrollIntoView({ block: 'nearest' });
  }, [leads]);
  const { name, severity, direction, threshold, fired, proposal, restsOn, settingName, ruleId, level } = replay;
  const other = asked ?? proposal.threshold;
  const lines = settingName === null || other === null ? null : `thresholds:\n  ${settingName}: ${other}\n`;
  const copy = (): void => {
    if (lines !== null) void verbs.copy(lines, `${settingName}: ${other}`);
  };
  const actions: Action[] = [
    {
      id: `try-${level}`,
      label: `Try another threshold for ${name} (SEV${severity})`,
      ...(leads ? { keys: 'u' } : {}),
      group: 'Everywhere',
      run: () => field.current?.focus(),
    },
  ];
  if (lines !== null) {
    actions.push({
      id: `copy-${level}`,
      label: `Copy ${settingName}: ${other}`,
      ...(copies ? { keys: 'c' } : {}),
      group: 'Everywhere',
      run: copy,
    });
  }
  useActions(actions);
  const titleId = `replay-${ruleId}-${level}`;
  return (
    <section ref={card} className="card threshold" aria-labelledby={titleId}>
      <h2 id={titleId}>
        <SeverityGlyph severity={severity} quiet /> Threshold of {name}
      </h2>
      <p>
        It fires {thresholdWords(direction, threshold)}. {fired === 0 ? 'It has not fired' : `It fired ${times(fired)}`}
        {overDays(replay)}
        {judgedWords(replay)}.
      </p>
      <ThresholdChart replay={replay} other={other} otherIs={asked === null ? 'proposed' : 'asked'} />
      <div className="threshold-columns">
        <TriedTable replay={replay} other={other} asked={asked} />
        <div>
          <p>
            {proposal.threshold === null ? (
              'No other threshold is proposed. '
            ) : (
              <b>{proposal.threshold} is proposed. </b>
            )}
            {proposal.reason}
          </p>
          <form
            className="threshold-try"
            onSubmit={(event) => {
              event.preventDefault();
              const wanted = field.current?.valueAsNumber;
              if (wanted !== undefined && Number.isInteger(wanted) && wanted >= 0) onAsk(wanted);
            }}
          >
            <input
              ref={field}
              className="field"
              type="number"
              min={0}
              max={1_000_000_000_000}
              step={1}
              aria-label={`Try another threshold for ${name}`}
              aria-keyshortcuts={leads ? 'U' : undefined}
              placeholder={leads ? 'Try another (U)' : 'Try another'}
              onKeyDown={(event) => {
                if (event.key === 'Escape') field.current?.blur();
              }}
            />
            <button type="submit" className="button plain">
              Try
            </button>
          </form>
          {lines !== null && (
            <>
              <pre className="threshold-lines">{lines.trim()}</pre>
              <Button kind="primary" {...(copies ? { keys: 'c' } : {})} onPress={copy}>
                Copy for config.yml
              </Button>
              <p className="note">Or change {settingName} in the playbook. Nothing is changed by itself.</p>
            </>
          )}
          {settingName === null && <p className="note">This threshold is fixed; the hold of {ruleId} is not.</p>}
        </div>
      </div>
      <ul className="note">
        {restsOn.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function overDays({ sinceWallMs, untilWallMs }: LevelReplay): string {
  if (sinceWallMs === null) return '';
  const lasted = untilWallMs - sinceWallMs;
  return ` in the last ${lasted < DAY_MS ? duration(lasted) : `${Math.round(lasted / DAY_MS)} days`}`;
}

function judgedWords({ judged: { actedOn, noise, wrongThreshold } }: LevelReplay): string {
  const told = [
    actedOn > 0 ? `${actedOn} acted on` : '',
    noise > 0 ? `${noise} noise` : '',
    wrongThreshold > 0 ? `${wrongThreshold} at a wrong threshold` : '',
  ].filter((part) => part !== '');
  return told.length === 0 ? '' : `: ${told.join(', ')}`;
}
