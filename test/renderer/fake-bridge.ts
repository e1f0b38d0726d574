import type { BookPerson } from '../../electron/core/contacts/book.ts';
import type { ContactsView, ImportPreview } from '../../electron/core/contacts/views.ts';
import type { MessageWarning } from '../../electron/core/messages/check.ts';
import type { Playbook } from '../../electron/core/playbook/model.ts';
import type { AppSnapshot, IncidentView } from '../../electron/core/snapshot.ts';
import type { Bridge, CommandName, Reply } from '../../electron/ipc/contract.ts';
import type { MessageDraft } from '../../electron/ipc/message-commands.ts';

/** What a test reaches inside the page as `window.fake`. */
export interface FakeMain {
  readonly calls: { readonly name: CommandName; readonly input: unknown }[];
  readonly violations: string[];
  push(snapshot: AppSnapshot): void;
  /** The next call of that name is refused with this message. */
  refuse(name: CommandName, message: string): void;
  /** From now on calls of that name are answered with this. */
  answer(name: CommandName, value: unknown): void;
  /** Calls of that name stay unanswered until `release`. */
  hold(name: CommandName): void;
  release(): void;
}

declare global {
  interface Window {
    fake: FakeMain;
  }
}

export interface FakeContacts {
  readonly view: ContactsView;
  /** Who may be found; by their names alone. */
  readonly people: readonly BookPerson[];
  readonly preview: ImportPreview;
}

/**
 * Runs inside the page before its scripts: main in miniature. Ticks and acknowledgements change the snapshot and are
 * pushed before the reply, as main does. Self-contained, because it travels as text.
 */
export function installFakeBridge(told: {
  readonly snapshot: AppSnapshot;
  readonly playbook: Playbook;
  readonly contacts: FakeContacts;
}): void {
  let { snapshot } = told;
  const listeners = new Set<(snapshot: AppSnapshot) => void>();
  const refusals = new Map<string, string>();
  const answers = new Map<string, unknown>();
  const held = new Set<string>();
  let waiting: (() => void)[] = [];

  function push(next: AppSnapshot): void {
    snapshot = next;
    for (const listen of listeners) listen(next);
  }

  function change(incidentId: string, update: (incident: IncidentView) => Partial<IncidentView>): void {
    const incidents = snapshot.incidents.map((each) => (each.id === incidentId ? { ...each, ...update(each) } : each));
    push({ ...snapshot, revision: snapshot.revision + 1, incidents });
  }

  function act(name: string, input: never): unknown {
    const { incidentId, list, stepId, reason } = (input ?? {}) as Record<string, string>;
    const key = `${list}/${stepId}`;
    const at = { atWallMs: Date.now(), actor: 'person' as const };
    if (name === 'snapshot') return snapshot;
    if (name === 'playbook') return told.playbook;
    if (answers.has(name)) return answers.get(name);
    if (name === 'handover') return { markdown: '# Handover\n\n## Open incidents\n\nNo incident is open.\n' };
    if (name === 'contacts') return told.contacts.view;
    if (name === 'chooseContactsFile') return told.contacts.preview;
    if (name === 'searchContacts') {
      const { words } = input as { words: string };
      const found = told.contacts.people.filter((person) => person.name.toLowerCase().includes(words.toLowerCase()));
      return { people: found.slice(0, 50), count: found.length };
    }
    if (name === 'composeMessage') return draft(incidentId, (input as { template: string }).template);
    if (name === 'checkMessage') return warnings((input as { text: string }).text);
    if (incidentId === undefined) return null;
    if (name === 'doStep') {
      change(incidentId, ({ steps }) => ({ steps: { ...steps, [key]: { ...at, state: 'done', reason: null } } }));
    } else if (name === 'skipStep') {
      change(incidentId, ({ steps }) => ({
        steps: { ...steps, [key]: { ...at, state: 'skipped', reason: reason ?? '' } },
      }));
    } else if (name === 'undoStep') {
      change(incidentId, ({ steps }) => {
        const { [key]: _undone, ...rest } = steps;
        return { steps: rest };
      });
    } else if (name === 'acknowledge') {
      change(incidentId, () => ({ acknowledged: { atWallMs: Date.now(), untilWallMs: null, reason: null } }));
    } else if (name === 'unacknowledge') {
      change(incidentId, () => ({ acknowledged: null }));
    } else if (name === 'resolveIncident') {
      change(incidentId, () => ({ status: 'Resolved', resolvedAtWallMs: Date.now(), clocks: [] }));
    }
    return null;
  }

  function draft(incidentId: string | undefined, template: string): MessageDraft {
    const { severity = 1, title = '' } = snapshot.incidents.find(({ id }) => id === incidentId) ?? {};
    const ends: Readonly<Record<string, string>> = {
      initial:
        'Status: Investigating\nImpact: Too many clients (100 of 100).\nStart Time: 2026-11-23T14:02:17Z\nNext Update: 14:34 UTC',
      update:
        'Status: Mitigating\nImpact: {Current user impact}\nActions Taken:\n- 14:03 UTC Check the database in the provider’s panel\nNext Steps: Is the connection pool exhausted?\nNext Update: 14:34 UTC',
      resolution: 'Root Cause: {Brief description}\nFollow-up: {Link to post-mortem}',
    };
    return {
      text: `[SEV${severity}] ${title}\n${ends[template]}`,
      blanks: template === 'resolution' ? ['{Brief description}', '{Link to post-mortem}'] : [],
      warnings: [],
      channels: [
        {
          kind: 'slack',
          name: 'Slack',
          readers: 'the team’s webhook, #incidents for real-time coordination',
          recipients: [],
          unusable: null,
        },
        {
          kind: 'email',
          name: 'E-mail',
          readers: 'oncall@example.com, engineering@example.com',
          recipients: ['oncall@example.com', 'engineering@example.com'],
          unusable: null,
        },
        {
          kind: 'sentry',
          name: 'Sentry',
          readers: 'the team’s Sentry project',
          recipients: [],
          unusable: 'Set SENTRY_DSN.',
        },
      ],
      isInPlaybook: true,
    };
  }

  function warnings(text: string): readonly MessageWarning[] {
    const blanks = text.match(/\{[^{}\n]+\}/g) ?? [];
    const said = /resolved/i.test(text)
      ? [{ id: 'says-resolved', message: 'It says resolved, but Database connection failed fires still.' }]
      : [];
    return [...said, ...blanks.map((blank) => ({ id: `blank:${blank}`, message: `A blank is left: ${blank}` }))];
  }

  const fake: FakeMain = {
    calls: [],
    violations: [],
    push,
    refuse: (name, message) => void refusals.set(name, message),
    answer: (name, value) => void answers.set(name, value),
    hold: (name) => void held.add(name),
    release() {
      held.clear();
      for (const answer of waiting) answer();
      waiting = [];
    },
  };

  async function answer(name: CommandName, input: unknown): Promise<Reply<unknown>> {
    fake.calls.push({ name, input });
    if (held.has(name)) await new Promise<void>((resolve) => waiting.push(resolve));
    const message = refusals.get(name);
    if (message === undefined) return { ok: true, value: act(name, input as never) };
    refusals.delete(name);
    return { ok: false, code: 'storage', message };
  }

  const on = (_name: string, listener: (value: AppSnapshot) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const bridge = new Proxy({ on } as unknown as Bridge, {
    get: (target, name) => (name === 'on' ? target.on : (input: unknown) => answer(name as CommandName, input)),
  });
  document.addEventListener('securitypolicyviolation', (event) => {
    fake.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
  });
  Object.assign(window, { sevlight: bridge, fake });
}
