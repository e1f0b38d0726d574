import './postmortem.css';
import { useState } from 'react';
import { POSTMORTEM_STATES, type PostmortemState } from '../../electron/core/postmortem/record.ts';
import type { PostmortemSheet } from '../../electron/ipc/postmortem-commands.ts';
import { PartOf } from '../history/part-of.tsx';
import type { Action } from '../store/actions.ts';
import { useNow } from '../store/clock.ts';
import { useActions, useDesk } from '../store/context.ts';
import { go } from '../store/state.ts';
import { useAnswer } from '../store/use-answer.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { SeverityGlyph } from '../ui/glyph.tsx';
import { duration, moment } from '../ui/words.ts';
import { ActionItems } from './action-items.tsx';
import { Section } from './section.tsx';
import { Suggestions } from './suggestions.tsx';

/** The post-mortem of one incident: written by the log, finished by people. */
export default function PostmortemScreen({ incidentId }: { readonly incidentId: string }) {
  const { bridge, store } = useDesk();
  const [people, setPeople] = useState(false);
  const include = people ? 'people' : 'facts';
  const { value, problem, again } = useAnswer(
    () => bridge.postmortem({ incidentId, include }),
    `${incidentId} ${include}`,
  );
  const back = (): void => go(store, { screen: 'incident', incidentId });
  if (value === null) {
    return (
      <div className="page">
        <h1 tabIndex={-1}>Post-mortem</h1>
        <p className="dim">{problem ?? 'Reading the log…'}</p>
        <Button onPress={back}>Back to the incident</Button>
      </div>
    );
  }
  return <Sheet sheet={value} people={people} onPeople={setPeople} onSaved={again} onBack={back} />;
}

interface SheetProps {
  readonly sheet: PostmortemSheet;
  readonly people: boolean;
  readonly onPeople: (people: boolean) => void;
  readonly onSaved: () => Promise<void>;
  readonly onBack: () => void;
}

function Sheet({ sheet, people, onPeople, onSaved, onBack }: SheetProps) {
  const verbs = useVerbs();
  const [editing, setEditing] = useState<string | null>(null);
  const { incidentId, title, severity, state, sections, items, fields, suggestions } = sheet;
  const include = people ? 'people' : 'facts';
  const locked = state === 'Closed';
  const blanksOf = (section: string): number =>
    fields.filter((field) => field.section === section && field.state === 'blank').length;
  const next = sections.find(({ id, kind, isDraft }) => kind !== 'actions' && (isDraft || blanksOf(id) > 0));
  const actions: Action[] = [
    { id: 'pm-back', label: 'Back to the incident', keys: 'Escape', group: 'Incident', run: onBack },
    {
      id: 'pm-export',
      label: 'Export the post-mortem as Markdown',
      keys: 'x',
      group: 'Incident',
      run: () => verbs.exportPostmortem(incidentId, include, 'file'),
    },
    {
      id: 'pm-copy',
      label: 'Copy the post-mortem as Markdown',
      keys: 'c',
      group: 'Incident',
      run: () => verbs.exportPostmortem(incidentId, include, 'clipboard'),
    },
    { id: 'pm-print', label: 'Print the post-mortem', keys: 'mod+p', group: 'Incident', run: () => window.print() },
  ];
  const setState = async (to: PostmortemState): Promise<void> => {
    if (await verbs.setPostmortemState(incidentId, to)) await onSaved();
  };
  const nextState = POSTMORTEM_STATES[POSTMORTEM_STATES.indexOf(state) + 1];
  for (const to of POSTMORTEM_STATES) {
    if (to === state) continue;
    actions.push({
      id: `pm-state-${to}`,
      label: `Set the post-mortem to ${to}`,
      ...(to === nextState ? { keys: 's' } : {}),
      group: 'Incident',
      run: () => void setState(to),
    });
  }
  if (next !== undefined && !locked) {
    actions.push({
      id: 'pm-edit',
      label: `Edit what is open next: ${next.title}`,
      keys: 'e',
      group: 'Incident',
      run: () => setEditing(next.id),
    });
  }
  useActions(actions);

  return (
    <article className="postmortem">
      <header className="pm-head">
        <h1 tabIndex={-1}>
          <SeverityGlyph severity={severity} quiet />
          Post-mortem: {title}
        </h1>
        <p className="dim">
          SEV{severity} · <Due sheet={sheet} />
        </p>
        {sheet.mergedInto !== null && <PartOf {...sheet.mergedInto} />}
        <div className="buttons pm-screen-only">
          <Button kind="primary" keys="x" onPress={() => verbs.exportPostmortem(incidentId, include, 'file')}>
            Export Markdown
          </Button>
          <Button keys="c" onPress={() => verbs.exportPostmortem(incidentId, include, 'clipboard')}>
            Copy
          </Button>
          <Button keys="mod+p" onPress={() => window.print()}>
            Print
          </Button>
          <Button keys="Escape" onPress={onBack}>
            Incident
          </Button>
          <label className="pm-state">
            <span className="label">State</span>
            <select
              className="field"
              value={state}
              aria-keyshortcuts="S"
              onChange={(event) => {
                const to = POSTMORTEM_STATES.find((each) => each === event.target.value);
                if (to !== undefined) void setState(to);
              }}
            >
              {POSTMORTEM_STATES.map((each) => (
                <option key={each}>{each}</option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <Measured sheet={sheet} />
      <div className="pm-columns">
        <div className="pm-sections">
          {sections.map((section) =>
            section.kind === 'actions' ? (
              <ActionItems
                key={section.id}
                incidentId={incidentId}
                items={items}
                title={section.title}
                today={today()}
                onSaved={onSaved}
              />
            ) : (
              <Section
                key={section.id}
                incidentId={incidentId}
                section={section}
                editing={editing === section.id}
                locked={locked}
                blanks={blanksOf(section.id)}
                hints={suggestions.flatMap(({ section: of, about, message }) =>
                  of === section.id && about === 'blame' ? message : [],
                )}
                onEdit={setEditing}
                onSaved={onSaved}
              />
            ),
          )}
        </div>
        <Suggestions
          suggestions={suggestions}
          sections={sections}
          onOpen={(section) => {
            if (!locked) setEditing(section);
          }}
        >
          <label className="choice">
            <input type="checkbox" checked={people} onChange={(event) => onPeople(event.target.checked)} />
            Keep e-mail and network addresses in it
          </label>
        </Suggestions>
      </div>
    </article>
  );
}

/** `Draft, due Thu 26 Nov 14:45, in 2 d 23 h`. */
function Due({ sheet: { state, mergedInto, dueWallMs, severity } }: { readonly sheet: PostmortemSheet }) {
  const nowMs = useNow();
  if (state === 'Closed' || state === 'Reviewed') return state;
  if (mergedInto !== null) return `${state}, goes on as part of another`;
  if (dueWallMs === null) return severity > 2 ? `${state}, asked for by nobody` : `${state}, due once it is over`;
  const late = nowMs - dueWallMs;
  return (
    <>
      {state}, due {moment(dueWallMs, nowMs)},{' '}
      <span className={late > 0 ? 'pm-overdue' : undefined}>
        {late > 0 ? `overdue by ${duration(late)}` : `in ${duration(-late)}`}
      </span>
    </>
  );
}

/** What was measured, and how much of the document that fills. */
function Measured({ sheet: { measures, shares } }: { readonly sheet: PostmortemSheet }) {
  const { toAcknowledgeMs, toResolveMs, blindMs } = measures;
  const span = (ms: number | null): string => (ms === null ? 'not yet' : duration(ms));
  return (
    <dl className="panel pm-measured">
      <div>
        <dt>To acknowledge</dt>
        <dd>{span(toAcknowledgeMs)}</dd>
      </div>
      <div>
        <dt>To resolve</dt>
        <dd>{span(toResolveMs)}</dd>
      </div>
      <div>
        <dt>Not watched, left out</dt>
        <dd>{duration(blindMs)}</dd>
      </div>
      <div>
        <dt>Filled in from facts</dt>
        <dd>
          {shares.facts.filled} of {shares.facts.of}
          <small>{shares.all.of - shares.facts.of} more are for people</small>
        </dd>
      </div>
    </dl>
  );
}

/** The local date, `YYYY-MM-DD`. */
function today(): string {
  return new Intl.DateTimeFormat('en-CA').format(Date.now());
}
