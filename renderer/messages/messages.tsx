import { lazy, Suspense, useState } from 'react';
import type { AppSnapshot, IncidentView, MessageView } from '../../electron/core/snapshot.ts';
import type { Action } from '../store/actions.ts';
import { useActions } from '../store/context.ts';
import { useVerbs } from '../store/verbs.ts';
import { Button } from '../ui/button.tsx';
import { Countdown, Moment } from '../ui/time.tsx';
import type { Written } from './composer.tsx';
import { templateName } from './words.ts';

const Composer = lazy(() => import('./composer.tsx'));

/** Settled ones beyond these are in the timeline. */
const SHOWN_SETTLED = 2;

interface MessagesProps {
  readonly snapshot: AppSnapshot;
  readonly incident: IncidentView;
}

/** What others were told, what is on its way to them, and the way to write more. */
export function Messages({ snapshot, incident }: MessagesProps) {
  const [isWriting, setWriting] = useState(false);
  // Here and not in the dialog, so that closing it loses nothing.
  const [written, setWritten] = useState<Written>({ texts: {}, include: 'facts' });
  const messages = snapshot.messages.filter(({ incidentId }) => incidentId === incident.id);
  const settled = messages.filter((message) => isSettled(message));
  const shown = messages.filter((message) => !isSettled(message) || settled.indexOf(message) < SHOWN_SETTLED);
  const write = (): void => setWriting(true);
  const actions: Action[] = [{ id: 'write', label: 'Write a message…', keys: 'w', group: 'Incident', run: write }];
  useActions(actions);

  return (
    <section className="card messages" aria-labelledby="messages-title">
      <div className="timeline-title">
        <h2 id="messages-title">Messages</h2>
        <Button keys="w" onPress={write}>
          Write…
        </Button>
      </div>
      {shown.length > 0 && (
        <ul>
          {shown.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </ul>
      )}
      {isWriting && (
        <Suspense fallback={null}>
          <Composer
            incident={incident}
            messages={messages}
            written={written}
            onWritten={setWritten}
            onClose={() => setWriting(false)}
          />
        </Suspense>
      )}
    </section>
  );
}

function isSettled({ state }: MessageView): boolean {
  return state === 'sent' || state === 'cancelled';
}

function MessageRow({ message }: { readonly message: MessageView }) {
  const verbs = useVerbs();
  const { template, channel, state, why } = message;
  return (
    <li className={`message ${state}`}>
      <p>
        <strong>{templateName(template)}</strong> · {channel} · <State message={message} />
      </p>
      {message.reason !== '' && <p className="note">{message.reason}</p>}
      {(state === 'held' || state === 'waiting') && (
        <div className="buttons">
          {why === 'unclear' && <Button onPress={() => verbs.confirmMessage(message)}>It arrived</Button>}
          <Button onPress={() => verbs.retryMessage(message)}>{state === 'held' ? 'Send again' : 'Try now'}</Button>
          <Button kind="quiet" onPress={() => verbs.cancelMessage(message)}>
            Take back
          </Button>
        </div>
      )}
    </li>
  );
}

function State({ message }: { readonly message: MessageView }) {
  const { state, why, nextTryWallMs, sentAtWallMs } = message;
  switch (state) {
    case 'waiting':
      return nextTryWallMs === null ? (
        <>waiting</>
      ) : (
        <>
          next try in <Countdown dueWallMs={nextTryWallMs} />
        </>
      );
    case 'sending':
      return <>being sent…</>;
    case 'sent':
      return sentAtWallMs === null ? (
        <>sent</>
      ) : (
        <>
          sent <Moment atWallMs={sentAtWallMs} />
        </>
      );
    case 'held':
      return <>{why === null ? 'held back' : HELD[why]}</>;
    case 'cancelled':
      return <>taken back</>;
  }
}

const HELD = { refused: 'refused', unclear: 'did it arrive?', stale: 'held back' } as const;
