import { useEffect, useMemo, useState } from 'preact/hooks';
import { markPainted } from '../app/painted';
import { link } from '../app/router';
import { useEventBursts, useLoaded, useSource } from '../app/source';
import type { ExperimentItem, Queue } from '../data/types';
import { duration, plain, rate, time } from '../format';
import { Problem } from '../parts/Problem';
import { Status } from '../parts/Status';

const RELOAD_EVERY = 2000;
const ROWS = 200;

/** All experiments with the queue, filtered by text and status. */
export function ExperimentList() {
  const source = useSource();
  const { value, error, reload } = useLoaded(load, 'experiments');
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState('');
  const [most, setMost] = useState(ROWS);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useEventBursts(reload, RELOAD_EVERY);
  const items = value?.items ?? [];
  const isWorking = value?.queue?.items.some((item) => item.progress !== null) || items.some((item) => item.progress !== null);
  useEffect(() => {
    const timer = isWorking ? setInterval(reload, RELOAD_EVERY) : undefined;
    return () => clearInterval(timer);
  }, [isWorking]);
  const shown = useMemo(() => items.filter((item) => matches(item, search, status)), [items, search, status]);
  useEffect(() => {
    if (value !== null) {
      markPainted('lmmcl-list-drawn');
    }
  }, [value]);
  const statuses = [...new Set(items.map((item) => item.status))].sort();
  const choose = (name: string, isChosen: boolean) =>
    setChosen((old) => new Set(isChosen ? [...old, name] : [...old].filter((other) => other !== name)));
  async function load() {
    const [all, queue] = await Promise.all([source.experiments(), source.queue().catch(() => null)]);
    return { items: all, queue };
  }
  return (
    <>
      <header class="title">
        <h1>Experiments</h1>
        <p><a href="#/newest">Open the newest run</a></p>
      </header>
      {value?.queue != null && <QueueTable queue={value.queue} />}
      <section class="card">
        <form class="filter" role="search" onSubmit={(event) => event.preventDefault()}>
          <label>Search <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} /></label>
          <label>Status{' '}
            <select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
              <option value="">all</option>
              {statuses.map((name) => <option key={name} value={name}>{name}</option>)}
            </select>
          </label>
          <span class="counted" role="status">{value === null ? ' ' : `${shown.length} of ${items.length}`}</span>
          <a class="button" href={link(['compare'], chosen.size > 0 ? { experiments: [...chosen].join(',') } : {})}>
            Compare {chosen.size > 0 ? chosen.size : 'all'}
          </a>
        </form>
        <Problem text={error ?? (value !== null && items.length === 0 ? 'There is no experiment yet. Start one with: lmmcl submit experiment.yaml' : '')} />
        <table class="list">
          <thead>
            <tr>
              <th scope="col"><span class="hidden">compare</span></th><th scope="col">experiment</th><th scope="col">status</th>
              <th scope="col">stages</th><th scope="col">now</th><th scope="col">recipe</th><th scope="col">rate</th><th scope="col">seed</th><th scope="col">started</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most).map((item) => <Row key={item.experiment} item={item} isChosen={chosen.has(item.experiment)} onChoose={choose} />)}
          </tbody>
        </table>
        {shown.length > most && (
          <p>
            <button type="button" class="more" onClick={() => setMost(most + ROWS)}>Show {Math.min(ROWS, shown.length - most)} more of {shown.length}</button>
          </p>
        )}
      </section>
    </>
  );
}

function Row({ item, isChosen, onChoose }: { item: ExperimentItem; isChosen: boolean; onChoose: (name: string, isChosen: boolean) => void }) {
  return (
    <tr>
      <td>
        <input type="checkbox" checked={isChosen} aria-label={`Compare ${item.experiment}`}
          onChange={(event) => onChoose(item.experiment, event.currentTarget.checked)} />
      </td>
      <th scope="row"><a href={link(['experiment', item.experiment])} title={item.experiment}>{item.experiment}</a></th>
      <td><Status status={item.status} /></td>
      <td>{item.stagesDone}/{item.stages}</td>
      <td class="now" title={item.progress?.title}>{nowOf(item)}</td>
      <td>{item.recipe}</td>
      <td>{rate(item.learningRate)}</td>
      <td>{item.seed}</td>
      <td>{item.startedAt === null ? '' : time(item.startedAt)}</td>
    </tr>
  );
}

function QueueTable({ queue }: { queue: Queue }) {
  return (
    <section class="card">
      <h2>Queue</h2>
      <p>{queue.items.length === 0 ? 'Nothing runs or waits.' : `${queue.running} running, ${queue.items.filter((item) => item.state === 'queued').length} waiting, ${queue.paused} paused.`}</p>
      {queue.items.length > 0 && (
        <table class="queue">
          <thead>
            <tr><th scope="col">experiment</th><th scope="col">state</th><th scope="col">place</th><th scope="col">priority</th><th scope="col">progress</th></tr>
          </thead>
          <tbody>
            {queue.items.map((item) => (
              <tr key={item.experiment}>
                <th scope="row"><a href={link(['experiment', item.experiment])}>{item.experiment}</a></th>
                <td><Status status={item.state} /></td>
                <td>{item.position ?? ''}</td>
                <td>{item.priority}</td>
                <td class="now">
                  {item.progress !== null && <progress max={item.progress.total} value={item.progress.done} aria-label={item.progress.title} />}
                  <span>{item.progress === null ? (item.reason ?? '') : describeShort(item.progress)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function matches(item: ExperimentItem, search: string, status: string): boolean {
  const text = `${item.experiment} ${item.method ?? ''} ${item.recipe ?? ''} ${item.skill ?? ''}`.toLowerCase();
  return (status === '' || item.status === status) && search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function nowOf(item: ExperimentItem): string {
  if (item.progress !== null) {
    return describeShort(item.progress);
  }
  return item.failure != null ? item.failure.kind : '';
}

function describeShort(progress: NonNullable<ExperimentItem['progress']>): string {
  const speed = progress.rate === null ? '' : ` · ${plain(progress.rate)}/s`;
  const left = progress.etaSeconds === null ? '' : ` · ${duration(progress.etaSeconds)}`;
  return `${progress.title} ${progress.done}/${progress.total}${speed}${left}`;
}
