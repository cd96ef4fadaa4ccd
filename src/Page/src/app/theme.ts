const KEY = 'lmmcl-theme';

export type Theme = 'system' | 'light' | 'dark';

export function currentTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = theme;
  }
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A page that may store nothing forgets the choice when it is closed.
  }
  dispatchEvent(new Event('lmmcl-theme'));
}
