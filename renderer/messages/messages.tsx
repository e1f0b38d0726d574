import { lazy, type ReactNode, Suspense, useState } from 'react';
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
  /** Stands beside the way to write one. */
  readonly children?: ReactNode;
}

/** What others were told, what is on its way to them, and the way to write more. */
export function Messages({ snapshot, incident, children }: MessagesProps) {
  const [isWriting, setWriting] = useState(false);
  // Here and not in the dialog, so that closing it loses nothing.
  const [written, setWritten] = useState<Written>({ texts: {}, include: 'facts' });
  const messages = snapshot.messages.filter(({ incidentId }) => incidentId === incident.id);
  const settled = messages.filter((message) => isSettled(message));
  const shown = messages.filter((message) => !isSettled(message) || settled.indexOf(message) < SHOWN_SETTLED);
  const firstHeld = shown.find(isHeld);
  const write = (): void => setWriting(true);
  const actions: Action[] = [{ id: 'write', label: 'Write a message…', keys: 'w', group: 'Incident', run: write }];
  useActions(actions);

  return (
    <section className="messages" aria-label="Messages">
      <div className="side-actions">
        <Button keys="w" onPress={write}>
          Message…
        </Button>
        {children}
      </div>
      {shown.length > 0 && (
        <ul className="card">
          {shown.map((message) => (
            <MessageRow key={message.id} message={message} byKey={message === firstHeld} />
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

/** Whether a person can hurry it, confirm it or take it back. */
function isHeld({ state }: MessageView): boolean {
  return state === 'held' || state === 'waiting';
}

interface MessageRowProps {
  readonly message: MessageView;
  /** Whether the keys act on this one. */
  readonly byKey: boolean;
}

function MessageRow({ message, byKey }: MessageRowProps) {
  const verbs = useVerbs();
  const { id, template, channel, state, why } = message;
  const group = 'Incident' as const;
  const key = (keys: string) => (byKey ? { keys } : {});
  const arrived = (): void => void verbs.confirmMessage(message);
  const again = (): void => void verbs.retryMessage(message);
  const takeBack = (): void => void verbs.cancelMessage(message);
  const againWord = state === 'held' ? 'Send again' : 'Try now';
  const actions: Action[] = [
    { id: `again ${id}`, label: `${againWord}: message to ${channel}`, ...key('shift+r'), group, run: again },
    { id: `take-back ${id}`, label: `Take back: message to ${channel}`, ...key('shift+b'), group, run: takeBack },
  ];
  if (why === 'unclear') {
    actions.push({
      id: `arrived ${id}`,
      label: `It arrived: message to ${channel}`,
      ...key('shift+i'),
      group,
      run: arrived,
    });
  }
  useActions(isHeld(message) ? actions : []);
  return (
    <li className={`message ${state}`}>
      <p>
        <strong>{templateName(template)}</strong> · {channel} · <State message={message} />
      </p>
      {message.reason !== '' && <p className="note">{message.reason}</p>}
      {isHeld(message) && (
        <div className="buttons">
          {why === 'unclear' && (
            <Button onPress={arrived} {...key('shift+i')}>
              It arrived
            </Button>
          )}
          <Button onPress={again} {...key('shift+r')}>
            {againWord}
          </Button>
          <Button kind="quiet" onPress={takeBack} {...key('shift+b')}>
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
