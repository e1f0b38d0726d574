import { create } from 'zustand';

/** How this window looks and listens. Nothing here matters to an incident, so the window keeps it itself. */
export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  /** Whether a letter alone is a command. Off for those who dictate or whose keys repeat. */
  readonly singleKeys: boolean;
}

const STORAGE_KEY = 'sevlight.preferences';
const DEFAULTS: Preferences = { theme: 'system', singleKeys: true };

export const usePreferences = create<Preferences>(() => load());

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  const preferences = usePreferences.getState();
  localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences));
  applyTheme(preferences.theme);
}

export function applyTheme(theme: Preferences['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function load(): Preferences {
  const kept: unknown = parse(localStorage.getItem(STORAGE_KEY));
  if (typeof kept !== 'object' || kept === null) return DEFAULTS;
  return {
    theme: 'theme' in kept && (kept.theme === 'light' || kept.theme === 'dark') ? kept.theme : DEFAULTS.theme,
    singleKeys: !('singleKeys' in kept && kept.singleKeys === false),
  };
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
