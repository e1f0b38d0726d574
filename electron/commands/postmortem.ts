import type { EventBody, StoredEvent } from '../core/events.ts';
import type { Addressed } from '../core/incidents/follow.ts';
import type { Playbook, Runbook } from '../core/playbook/model.ts';
import { slugOf } from '../core/playbook/words.ts';
import { suggestionsFor } from '../core/postmortem/check.ts';
import {
  composePostmortem,
  isAround,
  type Postmortem,
  type PostmortemSection,
  postmortemMarkdown,
  sharesOf,
} from '../core/postmortem/compose.ts';
import type { WorkingHours } from '../core/schedule/working-hours.ts';
import type { Instant } from '../core/time.ts';
import type { InputOf } from '../ipc/contract.ts';
import type { Handlers } from '../ipc/door.ts';
import type { PostmortemSheet } from '../ipc/postmortem-commands.ts';
import { Refusal } from '../ipc/refusal.ts';
import { exported, type SaveText } from './export.ts';
import { eventsOfWhole, type IncidentLog } from './whole-incident.ts';

export interface PostmortemParts {
  readonly log: IncidentLog;
  readonly playbook: Playbook;
  readonly runbookOf: (heading: string) => Runbook | null;
  readonly hours: WorkingHours;
  /** Who writes it, by name; null leaves the blank to people. */
  readonly author: string | null;
  readonly now: () => Instant;
  /** Writes down what a person did. */
  readonly say: (commandId: string, events: readonly Addressed[]) => void;
  readonly copyText: (text: string) => Promise<boolean>;
  readonly saveText: SaveText;
}

export type PostmortemHandlers = Pick<
  Handlers,
  'postmortem' | 'editPostmortem' | 'revertPostmortem' | 'setPostmortemState' | 'setActionItem' | 'exportPostmortem'
>;

type PersonsAsk = Pick<InputOf<'editPostmortem'>, 'commandId' | 'incidentId'>;

const PAGE = 1000;

/** The commands of the post-mortem: they work for any incident of the log, open or long over. */
export function createPostmortemHandlers(parts: PostmortemParts): PostmortemHandlers {
  return {
    postmortem: ({ incidentId, include }) => sheet(compose(parts, incidentId, include === 'people')),
    editPostmortem(input) {
      const section = sectionIn(parts, input);
      if (section.kind === 'actions')
        throw new Refusal('refused', 'Action items are written one by one, in their table.');
      return said(parts, input, {
        type: 'postmortem-edited',
        payload: { section: section.id, text: input.text },
      });
    },
    revertPostmortem(input) {
      const section = sectionIn(parts, input);
      return said(parts, input, { type: 'postmortem-edited', payload: { section: section.id, text: null } });
    },
    setPostmortemState(input) {
      const { state } = compose(parts, input.incidentId, false);
      if (state === input.to) throw new Refusal('refused', `It is ${state} already.`);
      return said(parts, input, { type: 'postmortem-state', payload: { to: input.to } });
    },
    setActionItem(input) {
      const { itemId, action, owner, due, status } = input;
      // The owner and the day of what is to be done may change when the words are closed.
      compose(parts, input.incidentId, false);
      if (action.trim() === '') throw new Refusal('refused', 'Say what is to be done.');
      return said(parts, input, {
        type: 'action-item-set',
        payload: { itemId, action: action.trim(), owner: owner ?? '', due: due ?? null, status },
      });
    },
    async exportPostmortem({ incidentId, to, include }) {
      const postmortem = compose(parts, incidentId, include === 'people');
      const text = postmortemMarkdown(postmortem);
      if (to === 'clipboard') {
        if (!(await parts.copyText(text))) throw new Refusal('refused', 'The system did not take it to the clipboard.');
        return 'The post-mortem is in the clipboard, as Markdown.';
      }
      return exported(parts.saveText, fileName(postmortem), text);
    },
  };
}

function said({ say }: PostmortemParts, { commandId, incidentId }: PersonsAsk, body: EventBody): null {
  say(commandId, [{ ...body, incidentId }]);
  return null;
}

function sectionIn(
  parts: PostmortemParts,
  { incidentId, section }: Pick<InputOf<'revertPostmortem'>, 'incidentId' | 'section'>,
): PostmortemSection {
  const { state, sections } = compose(parts, incidentId, false);
  if (state === 'Closed') throw new Refusal('refused', 'It is closed. Set it back to Draft to change its words.');
  const found = sections.find(({ id }) => id === section);
  if (found === undefined) throw new Refusal('unknown', 'The template has no such section now. Open it again.');
  return found;
}

function compose(parts: PostmortemParts, incidentId: string, people: boolean): Postmortem {
  const events = eventsOfWhole(parts.log, incidentId);
  const composed = composePostmortem({
    incidentId,
    events,
    around: aroundOf(parts.log, events, incidentId),
    playbook: parts.playbook,
    runbooks: runbooks(parts, events, incidentId),
    author: parts.author,
    now: parts.now(),
    people,
    hours: parts.hours,
  });
  if (composed === null) throw new Refusal('unknown', 'The log knows no such incident.');
  return composed;
}

/** Each once, the incident's own first. */
function runbooks(
  { runbookOf }: PostmortemParts,
  events: readonly StoredEvent[],
  incidentId: string,
): readonly Runbook[] {
  const opened = events.filter((event) => event.type === 'incident-opened');
  const own = opened.filter((event) => event.incidentId === incidentId);
  return [...new Set([...own, ...opened].flatMap(({ payload }) => runbookOf(payload.runbook) ?? []))];
}

/** What befell this computer from the incident's first event to its end, or to now. */
function aroundOf(
  { eventsAfter }: IncidentLog,
  events: readonly StoredEvent[],
  incidentId: string,
): readonly StoredEvent[] {
  const [first] = events;
  if (first === undefined) return [];
  const ended = events.findLast(
    (event) =>
      event.incidentId === incidentId &&
      (event.type === 'incident-merged' ||
        (event.type === 'incident-status-changed' && event.payload.to === 'Resolved')),
  );
  const lastSeq = ended?.seq ?? Number.POSITIVE_INFINITY;
  const around: StoredEvent[] = [];
  for (let seq = first.seq - 1; ; ) {
    const page = eventsAfter(seq, PAGE);
    around.push(...page.filter((event) => isAround(event) && event.seq < lastSeq));
    seq = page.at(-1)?.seq ?? lastSeq;
    if (page.length < PAGE || seq >= lastSeq) return around;
  }
}

function sheet(postmortem: Postmortem): PostmortemSheet {
  return { ...postmortem, suggestions: suggestionsFor(postmortem), shares: sharesOf(postmortem.fields) };
}

function fileName({ title, sections }: Postmortem): string {
  const day = /\d{4}-\d\d-\d\d/u.exec(sections[0]?.text ?? '')?.[0];
  return ['post-mortem', day, slugOf(title)]
    .filter((part) => part !== undefined)
    .join('-')
    .concat('.md');
}
