import { useEffect, useId, useRef, useState } from 'react';
import type { PostmortemSection } from '../../electron/core/postmortem/compose.ts';
import { useVerbs } from '../store/verbs.ts';
import { selectBlank } from '../ui/blanks.ts';
import { Button } from '../ui/button.tsx';
import { Markdown } from './markdown.tsx';

interface SectionProps {
  readonly incidentId: string;
  readonly section: PostmortemSection;
  readonly editing: boolean;
  /** Closed post-mortems are read only. */
  readonly locked: boolean;
  readonly blanks: number;
  /** What is worth a second look in its words; it stands in the way of nothing. */
  readonly hints: readonly string[];
  readonly onEdit: (section: string | null) => void;
  readonly onSaved: () => Promise<void>;
}

/** In front of what nobody has confirmed yet; a saved section has none. */
const DRAFT_MARK = /^\*Draft, to be checked:\*\s*/mu;

/** One section: read, then written in place with its preview beside it. Saved means on disk. */
export function Section({ incidentId, section, editing, locked, blanks, hints, onEdit, onSaved }: SectionProps) {
  const verbs = useVerbs();
  const titleId = useId();
  const { title, text, isDraft, editedAtWallMs } = section;

  async function save(next: string): Promise<boolean> {
    const saved = await verbs.editPostmortem(incidentId, section, next);
    if (!saved) return false;
    await onSaved();
    onEdit(null);
    return true;
  }

  async function revert(): Promise<void> {
    if (await verbs.revertPostmortem(incidentId, section)) await onSaved();
  }

  return (
    <section className="card pm-section" aria-labelledby={titleId} data-section={section.id}>
      <div className="pm-title">
        <h2 id={titleId}>{title}</h2>
        {isDraft && <span className="pm-tag draft">draft</span>}
        {editedAtWallMs !== null && <span className="pm-tag">yours</span>}
        {blanks > 0 && <span className="pm-tag blank">{blanks === 1 ? 'a blank' : `${blanks} blanks`}</span>}
        {!editing && !locked && (
          <span className="pm-tools">
            {isDraft && (
              <Button
                kind="quiet"
                label={`Confirm ${title} as it is`}
                onPress={() => save(text.replace(DRAFT_MARK, ''))}
              >
                Confirm
              </Button>
            )}
            {editedAtWallMs !== null && (
              <Button kind="quiet" label={`Back to the facts: ${title}`} onPress={revert}>
                Back to the facts
              </Button>
            )}
            <Button kind="quiet" label={`Edit ${title}`} onPress={() => onEdit(section.id)}>
              Edit
            </Button>
          </span>
        )}
      </div>
      {editing ? (
        <Editor title={title} text={text.replace(DRAFT_MARK, '')} onSave={save} onCancel={() => onEdit(null)} />
      ) : text === '' ? (
        <p className="note">Nothing yet.</p>
      ) : (
        <div className="pm-text">
          <Markdown text={text} />
        </div>
      )}
      {hints.map((hint) => (
        <p key={hint} className="note pm-hint pm-screen-only">
          {hint}
        </p>
      ))}
    </section>
  );
}

interface EditorProps {
  readonly title: string;
  readonly text: string;
  readonly onSave: (text: string) => Promise<boolean>;
  readonly onCancel: () => void;
}

function Editor({ title, text, onSave, onCancel }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [words, setWords] = useState(text);
  const [saving, setSaving] = useState(false);
  useEffect(() => {
    selectBlank(field.current, 0);
    field.current?.scrollIntoView({ block: 'nearest' });
  }, []);

  async function save(): Promise<void> {
    if (saving || words.trim() === '') return;
    setSaving(true);
    const saved = await onSave(words.trim());
    // What was not saved stays in the field.
    if (!saved) setSaving(false);
  }

  return (
    <form
      className="pm-editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={field}
        className="field"
        aria-label={`${title}, as Markdown`}
        value={words}
        rows={Math.min(18, Math.max(4, words.split('\n').length + 1))}
        readOnly={saving}
        maxLength={20_000}
        onChange={(event) => setWords(event.target.value)}
        aria-keyshortcuts="F2 Control+Enter Escape"
        onKeyDown={(event) => {
          if (event.key === 'F2') {
            event.preventDefault();
            selectBlank(event.currentTarget, event.currentTarget.selectionEnd);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            onCancel();
          } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <section className="pm-preview pm-text" aria-label="Preview">
        <Markdown text={words} />
      </section>
      <div className="buttons">
        <button type="submit" className="button primary" aria-disabled={saving || words.trim() === '' || undefined}>
          {saving ? 'Saving…' : 'Save'}
        </button>
        <Button onPress={onCancel}>Cancel</Button>
        <span className="note">F2 next blank · Ctrl+Enter saves · Escape leaves it as it was</span>
      </div>
    </form>
  );
}
