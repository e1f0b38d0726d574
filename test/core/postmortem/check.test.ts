import { describe, expect, it } from 'vitest';
import { suggestionsFor } from '../../../electron/core/postmortem/check.ts';
import { parseFixture } from '../playbook/fixtures.ts';
import { compose, log, NIGHT, type Told } from './parts.ts';

const PLAYBOOK = parseFixture('customer-structure');
const edit = (section: string, text: string): Told => [3000, { type: 'postmortem-edited', payload: { section, text } }];
const said = (...told: readonly Told[]) =>
  suggestionsFor(compose(PLAYBOOK, log(...NIGHT, ...told))).map(({ message }) => message);

describe('the gentle check', () => {
  it.each([
    ['Human error during the deploy.', 'Human error'],
    ['It was Sam’s fault.', 'Sam’s fault'],
    ['The engineer should have known better.', 'should have known'],
    ['They forgot to add an index.', 'forgot to'],
    ['A careless change.', 'careless'],
  ])('asks about blame: %s', (text, words) => {
    expect(said(edit('root cause', text))[0]).toMatch(new RegExp(`^“${words}” reads like blame\\. `, 'u'));
  });

  it.each(['Three faults in the default limits.', 'The job failed at 14:00.', 'We should have a limit.'])(
    'leaves a plain sentence alone: %s',
    (text) => {
      expect(said(edit('root cause', text)).filter((message) => message.includes('blame'))).toEqual([]);
    },
  );

  it('reads the notes and reasons that people left in the timeline, not what was measured there', () => {
    const told: readonly Told[] = [
      [700, { type: 'note-added', payload: { text: 'Sam forgot to close them' } }, { person: true }],
      [
        800,
        { type: 'alert-unknown', payload: { alertKey: 'database', cause: 'network', reason: 'It failed to answer' } },
      ],
    ];
    const hints = suggestionsFor(compose(PLAYBOOK, log(...NIGHT, ...told))).filter(({ about }) => about === 'blame');
    expect(hints).toEqual([
      {
        section: 'timeline',
        about: 'blame',
        message: '“forgot to”, in the line of 14:13, reads like blame. What would have reminded them?',
      },
    ]);
  });

  it('names what is missing and which drafts nobody has confirmed', () => {
    const messages = said();
    expect(messages).toContain('Not filled in: Root Cause');
    expect(messages).toContain('Not filled in: Users affected');
    expect(messages).toContain('Summary is a draft from the log: confirm it, or put it better.');
    expect(said(edit('summary', 'Fine.'))).not.toContain(messages.find((message) => message.startsWith('Summary')));
  });

  it('names a field once, however many blanks it has', () => {
    const ended = ({ type }: { readonly type: string }) =>
      type === 'alert-resolved' || type === 'incident-status-changed';
    const open = compose(
      PLAYBOOK,
      log(...NIGHT).filter((event) => !ended(event)),
    );
    const messages = suggestionsFor(open).map(({ message }) => message);
    expect(messages.filter((message) => message === 'Not filled in: Duration')).toHaveLength(1);
  });

  it('asks for the owner and the day of what is still to be done', () => {
    const item = { itemId: 'i', action: 'Raise the limit', owner: '', due: null, status: 'Open' } as const;
    expect(said([3000, { type: 'action-item-set', payload: item }])).toContain(
      '“Raise the limit” has not got an owner and a day yet.',
    );
    const done = { ...item, status: 'Done' } as const;
    expect(said([3000, { type: 'action-item-set', payload: done }]).join()).not.toContain('Raise the limit');
  });
});
