import { useState } from 'preact/hooks';
import { applyTheme, currentTheme, type Theme } from './theme';

const next: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' };

export function ThemeButton() {
  const [theme, setTheme] = useState(currentTheme);
  const change = () => {
    applyTheme(next[theme]);
    setTheme(next[theme]);
  };
  return (
    <button type="button" class="quiet" onClick={change} aria-label={`Colours: ${theme}. Change to ${next[theme]}.`} title={`Colours: ${theme}`}>
      <span aria-hidden="true">{theme === 'system' ? '◐' : theme === 'dark' ? '●' : '○'}</span>
    </button>
  );
}
