import { useEffect, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { AnswersView } from '../views/AnswersView';
import { CompareView } from '../views/CompareView';
import { ExperimentList } from '../views/ExperimentList';
import { ExperimentView } from '../views/ExperimentView';
import { PluginsView } from '../views/PluginsView';
import { SweepView, SweepsView } from '../views/SweepsView';
import { Problem } from '../parts/Problem';
import { link, useRoute, type Route } from './router';
import { useLoaded, useSource } from './source';
import { ThemeButton } from './ThemeButton';

export function App() {
  const route = useRoute();
  const source = useSource();
  const place = route.path[0] ?? '';
  useEffect(() => {
    const name = route.path[1];
    document.title = name === undefined ? 'LmmCl' : `${name} · LmmCl`;
  }, [route]);
  return (
    <>
      <a class="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <header class="top">
        <a class="mark" href="#/" aria-label="LmmCl, all experiments">
          Lmm<b>Cl</b>
        </a>
        <nav aria-label="Views">
          <Tab href="#/" isHere={place === '' || place === 'experiment'}>
            Experiments
          </Tab>
          <Tab href={link(['compare'])} isHere={place === 'compare'}>
            Compare
          </Tab>
          {source.isLive && (
            <>
              <Tab href={link(['sweeps'])} isHere={place === 'sweeps'}>
                Sweeps
              </Tab>
              <Tab href={link(['plugins'])} isHere={place === 'plugins'}>
                Plugins
              </Tab>
            </>
          )}
        </nav>
        <div class="state">
          <Connection />
          <ThemeButton />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <View route={route} />
      </main>
    </>
  );
}

function View({ route }: { route: Route }) {
  const [place, name, part, benchmark] = route.path;
  switch (place) {
    case undefined:
      return <ExperimentList />;
    case 'newest':
      return <Newest />;
    case 'experiment':
      return name === undefined ? (
        <ExperimentList />
      ) : part === 'answers' && benchmark !== undefined ? (
        <AnswersView key={`${name}/${benchmark}/${route.query.get('at') ?? ''}`} experiment={name} benchmark={benchmark} query={route.query} />
      ) : (
        <ExperimentView key={name} experiment={name} query={route.query} />
      );
    case 'compare':
      return <CompareView query={route.query} />;
    case 'sweeps':
      return name === undefined ? <SweepsView /> : <SweepView key={name} name={name} />;
    case 'plugins':
      return <PluginsView />;
    default:
      return <Problem text={`There is no view '${place}'.`} />;
  }
}

/** #/newest: opens the experiment that was started last, also when a newer one starts while the page is being opened. */
function Newest() {
  const source = useSource();
  const { value, error } = useLoaded(async () => ({ name: await source.newest() }), 'newest');
  useEffect(() => {
    if (value?.name != null) {
      location.replace(link(['experiment', value.name]));
    }
  }, [value]);
  return <Problem text={error ?? (value !== null && value.name === null ? 'There is no experiment yet.' : '')} />;
}

function Tab({ href, isHere, children }: { href: string; isHere: boolean; children: ComponentChildren }) {
  return (
    <a href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </a>
  );
}

function Connection() {
  const source = useSource();
  const [isConnected, setConnected] = useState(false);
  useEffect(() => source.onConnection(setConnected), [source]);
  useEffect(() => source.follow(() => {}), [source]);
  if (!source.isLive) {
    return <span class="connection">file</span>;
  }
  return (
    <span class={isConnected ? 'connection live' : 'connection'} role="status">
      {isConnected ? 'live' : 'offline'}
    </span>
  );
}

/** The address behind # is a view, so the link moves the focus itself. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
