import { useState } from 'react';
import type { Revealed } from '../../electron/core/evidence/question.ts';
import type { EvidenceView } from '../../electron/core/evidence/views.ts';
import { useActions, useDesk, useWindow } from '../store/context.ts';
import { say } from '../store/state.ts';
import { aboutEvidence, type StepAddress, useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { timeOfDay } from '../ui/words.ts';

interface EvidenceProps {
  readonly address: StepAddress;
  readonly view: EvidenceView;
  /** Whether `R` asks this one again. */
  readonly askedByKey: boolean;
}

/** What production answers to the step's own question: the answer, what it means, when, and what exactly was asked. */
export function Evidence({ address, view, askedByKey }: EvidenceProps) {
  const verbs = useVerbs();
  const asking = useWindow((state) => state.saving.includes(aboutEvidence(address))) || view.asking;
  const { value, facts, sentence, verdict, branch, question, expectation, from, atWallMs } = view;
  return (
    <section className={`evidence ${verdict}`} aria-label={`Evidence for ${address.text}`} aria-busy={asking}>
      <div className="evidence-line">
        <p className="evidence-value">{value === '' ? (asking ? 'Asking…' : 'No answer yet') : value}</p>
        <p className="evidence-verdict">{branch?.label ?? VERDICTS[verdict]}</p>
      </div>
      <div className="evidence-line">
        <p className="evidence-facts">{facts.map(({ label, value: what }) => `${label}: ${what}`).join(' · ')}</p>
        <p className="evidence-when">
          {atWallMs !== null && (
            <time dateTime={new Date(atWallMs).toISOString()} title={`${timeOfDay(atWallMs, 'utc')} UTC`}>
              {from === 'look' ? 'look at ' : ''}
              {timeOfDay(atWallMs)}
            </time>
          )}
          <Button
            kind="quiet"
            busy={asking}
            label={`Ask again: ${address.text}`}
            onPress={() => verbs.askEvidence(address)}
            {...(askedByKey ? { keys: 'r' } : {})}
          >
            {asking ? 'Asking…' : 'Again'}
          </Button>
        </p>
      </div>
      <p className="evidence-sentence">
        {sentence}
        {branch !== null && branch.number !== null && (
          <strong> If so, go on with step {branch.number}. You decide.</strong>
        )}
      </p>
      {question !== '' && (
        <details className="evidence-question">
          <summary>Asked, read only</summary>
          <code>{question}</code>
          <p>Expected: {expectation}.</p>
        </details>
      )}
      {isAboutPeople(view) && <Reveal incidentId={address.incidentId} />}
    </section>
  );
}

const VERDICTS = { expected: 'as expected', unexpected: 'not as expected', unknown: 'cannot tell' } as const;

function isAboutPeople({ evidenceId, from }: EvidenceView): boolean {
  return from === 'asked' && (evidenceId === 'downloads-of-user' || evidenceId === 'users-of-address');
}

/** Who is behind the ids: fetched when asked for, kept in this window alone, and gone with it. */
function Reveal({ incidentId }: { readonly incidentId: string }) {
  const { bridge, store } = useDesk();
  const [shown, setShown] = useState<Revealed | null>(null);
  const [asking, setAsking] = useState(false);

  async function show(): Promise<void> {
    setAsking(true);
    const reply = await bridge.reveal({ incidentId });
    setAsking(false);
    if (reply.ok) setShown(reply.value);
    else say(store, reply.message);
  }

  const toggle = (): void => void (shown === null ? show() : setShown(null));
  useActions([
    {
      id: 'reveal',
      label: shown === null ? 'Show who this is' : 'Hide who this is',
      keys: 'i',
      group: 'Checklist',
      run: toggle,
    },
  ]);

  if (shown === null) {
    return (
      <p className="reveal">
        <Button kind="quiet" busy={asking} keys="i" onPress={toggle}>
          {asking ? 'Fetching…' : 'Show who this is'}
        </Button>
        <span className="dim">E-mail and addresses. They are not written down anywhere.</span>
      </p>
    );
  }
  return (
    <div className="reveal">
      <dl>
        {shown.rows.map(({ label, value }) => (
          <div key={`${label} ${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {shown.rows.length === 0 && <span className="dim">Nobody is known by this id any more.</span>}
      <Button kind="quiet" keys="i" onPress={toggle}>
        Hide
      </Button>
    </div>
  );
}
