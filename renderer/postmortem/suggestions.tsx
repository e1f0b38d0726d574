import type { ReactNode } from 'react';
import type { Suggestion } from '../../electron/core/postmortem/check.ts';
import type { PostmortemSection } from '../../electron/core/postmortem/compose.ts';

interface SuggestionsProps {
  readonly suggestions: readonly Suggestion[];
  readonly sections: readonly PostmortemSection[];
  readonly onOpen: (section: string) => void;
  readonly children: ReactNode;
}

/** What is worth a second look. Nothing of it stands in the way of an export. */
export function Suggestions({ suggestions, sections, onOpen, children }: SuggestionsProps) {
  const kinds = new Map(sections.map(({ id, kind }) => [id, kind]));
  return (
    <aside className="pm-aside pm-screen-only" aria-label="Worth a second look">
      <h2>Worth a second look</h2>
      {suggestions.length === 0 ? (
        <p className="dim">Nothing is missing, and nobody is blamed.</p>
      ) : (
        <ul className="pm-suggestions">
          {suggestions.map(({ section, message }) => (
            <li key={`${section} ${message}`}>
              {kinds.get(section) === 'actions' ? (
                <span>{message}</span>
              ) : (
                <button type="button" onClick={() => onOpen(section)}>
                  {message}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {children}
    </aside>
  );
}
