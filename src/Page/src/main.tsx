import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './styles.css';
import { App } from './app/App';
import { applyTheme, currentTheme } from './app/theme';

applyTheme(currentTheme());
render(<App />, document.getElementById('page')!);
