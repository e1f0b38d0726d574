/** Something a person can do here and now: by key, from the palette, and listed under `?`. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** As `KeyboardEvent.key`, lower case for letters, `mod+` for Ctrl or Cmd, `shift+` with letters: `a`, ` `, `mod+k`, `shift+a`. */
  readonly keys?: string;
  readonly group: ActionGroup;
  readonly run: () => void;
}

/** In the order in which they are listed, and asked for a key. */
const GROUPS = ['Now', 'Incident', 'Checklist', 'Contacts', 'Settings', 'Everywhere', 'Screens'] as const;

export type ActionGroup = (typeof GROUPS)[number];

export interface ActionRegistry {
  /** Answers the function that takes them away. */
  register(read: () => readonly Action[]): () => void;
  all(): readonly Action[];
  /** Runs what the pressed key stands for; true if it did. A key that is held counts once, except for the arrows. */
  press(event: KeyboardEvent, singleKeys: boolean): boolean;
}

export function createActionRegistry(): ActionRegistry {
  const readers: (() => readonly Action[])[] = [];

  function all(): readonly Action[] {
    const actions = readers.flatMap((read) => read());
    return GROUPS.flatMap((group) => actions.filter((action) => action.group === group));
  }

  return {
    register(read) {
      readers.push(read);
      return () => {
        readers.splice(readers.indexOf(read), 1);
      };
    },
    all,
    press(event, singleKeys) {
      const pressed = keysOf(event);
      if (event.repeat && isPressing(event)) {
        event.preventDefault();
        return false;
      }
      if (pressed === 'Escape' && leaveField(event)) return true;
      if (!singleKeys && !pressed.startsWith('mod+')) return false;
      if (isTakenByElement(event, pressed)) return false;
      const action = all().find(({ keys }) => keys === pressed);
      if (action === undefined) return false;
      event.preventDefault();
      if (event.repeat && !pressed.startsWith('Arrow')) return false;
      action.run();
      return true;
    },
  };
}

function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return `mod+${key}`;
  // Only letters: `?` takes Shift on some keyboards and none on others.
  return event.shiftKey && /^\p{Ll}$/u.test(key) ? `shift+${key}` : key;
}

const FIELDS = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';

/** Escape gives the keys back to the page; in a search it empties the field first. True if there was one to leave. */
function leaveField({ target, defaultPrevented, isComposing }: KeyboardEvent): boolean {
  if (defaultPrevented || isComposing || document.querySelector('dialog[open]') !== null) return false;
  if (!(target instanceof HTMLElement) || !target.matches(FIELDS)) return false;
  if (target instanceof HTMLInputElement && target.type === 'search' && target.value !== '') return false;
  target.blur();
  return true;
}

/** Whether a browser would press the button, follow the link or send the form for it. */
function isPressing({ key, target }: KeyboardEvent): boolean {
  return key === 'Enter' && target instanceof HTMLElement && target.matches('button, a, summary, input');
}

/** Typing belongs to the field, arrows to the choice, Enter and Space to the button that has the focus, everything to an open dialog. */
function isTakenByElement(event: KeyboardEvent, pressed: string): boolean {
  if (event.defaultPrevented || event.altKey || event.isComposing) return true;
  if (document.querySelector('dialog[open]') !== null) return true;
  if (pressed.startsWith('mod+') || !(event.target instanceof HTMLElement)) return false;
  if (event.target.matches(FIELDS)) return true;
  if (event.target.matches('input[type=radio]') && pressed.startsWith('Arrow')) return true;
  const activates = pressed === 'Enter' || pressed === ' ';
  return activates && event.target.matches('button, a, input, summary, [role=option]');
}
