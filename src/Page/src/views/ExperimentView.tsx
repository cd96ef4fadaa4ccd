import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useEvents, useLoaded, useSource } from '../app/source';
import { markPainted, measurePainted } from '../app/painted';
import { atEvent, link, replaceAddress } from '../app/router';
import { Fold } from '../data/fold';
import { withEvent } from '../data/live';
import type { ExperimentItem, FramesDocument, LiveEvent } from '../data/types';
import { rate } from '../format';
import { Details, Measurements, Variants } from '../parts/Details';
import { FigureTable, RecoveryTable } from '../parts/FigureTable';
import { HeatMap, HeatMapKey } from '../parts/HeatMap';
import { HeldOutChart } from '../parts/HeldOutChart';
import { History } from '../parts/History';
import { Probes } from '../parts/Probes';
import { Problem } from '../parts/Problem';
import { ProgressLine } from '../parts/ProgressLine';
import { Status } from '../parts/Status';
import { TimeSlider } from '../parts/TimeSlider';
import { TrainingCharts } from '../parts/TrainingCharts';
import { MomentContext } from '../parts/view';

const RELOAD_AFTER = 250;
const PROGRESS_EVERY = 1500;
const ADDRESS_AFTER = 300;
const MOST_RECENT = 200;

/** One experiment at the slider's event. Everything on it is redrawn from the frames when the slider moves. */
export function ExperimentView({ experiment, query }: { experiment: string; query: URLSearchParams }) {
  const { document, error } = useFrames(experiment);
  if (document !== null) {
    return <Drawn document={document} asked={query.get('at')} />;
  }
  return error === null ? <Opening experiment={experiment} /> : <Problem text={error} />;
}

/** What is known of an experiment before its history is read: verifying a long one takes seconds. */
function Opening({ experiment }: { experiment: string }) {
  const item = useItem(experiment);
  useEffect(() => markPainted('lmmcl-experiment-opened'), []);
  return (
    <header class="title">
      <h1>{experiment}</h1>
      {item !== null && <Status status={item.status} />}
      <p role="status">Reading the history and verifying its hash chain …</p>
    </header>
  );
}

function Drawn({ document, asked }: { document: FramesDocument; asked: string | null }) {
  const source = useSource();
  const fold = useMemo(() => new Fold(document), [document]);
  const [stopped, setStopped] = useState<number | null>(asked === null ? null : Number(asked));
  useEffect(() => setStopped(asked === null ? null : Number(asked)), [asked]);
  const newest = fold.positions.at(-1) ?? 0;
  const index = fold.indexOf(stopped ?? newest);
  const sequence = stopped === null ? newest : (fold.positions[index] ?? 0);
  const moment = fold.at(sequence);
  const goTo = useCallback((to: number) => setStopped(to), []);
  const view = useMemo(() => ({ fold, moment, sequence, stopped, goTo }), [fold, moment, sequence, stopped, goTo]);
  useAddress(document.experiment, stopped);
  const move = (to: number) => {
    performance.mark('lmmcl-slide');
    setStopped(fold.positions[to] ?? null);
  };
  useEffect(() => {
    measurePainted('lmmcl-slide-painted', 'lmmcl-slide');
  }, [view]);
  useEffect(() => markPainted('lmmcl-experiment-drawn'), []);
  const item = useItem(document.experiment);
  const { report } = moment;
  return (
    <MomentContext.Provider value={view}>
      <header class="title">
        <h1>{document.experiment}</h1>
        <Status status={report.status} />
        <p>
          <b>{report.recipe}</b> · {report.method} · base model {document.plan.baseModel} · seed {report.seed} · learning rate {rate(report.learningRate)}
        </p>
        {source.isLive && <ProgressLine item={item} />}
      </header>
      <TimeSlider fold={fold} moment={moment} index={index} isFollowing={stopped === null} onMove={move} onFollow={() => setStopped(null)} />
      <section class="card">
        <h2>Every score</h2>
        <p>Percent after each stage, change to the base model in points, ± one standard error, and the event that recorded it.</p>
        <HeatMapKey />
        <HeatMap hasAnswers={(benchmark) => source.hasAnswers(document.experiment, benchmark)} />
      </section>
      <div class="pair">
        <section class="card">
          <h2>Held-out ability</h2>
          <p>Average of the held-out benchmarks in percent, ± one standard error. Dotted: the base model.</p>
          <HeldOutChart />
          <h3>Recovery</h3>
          <RecoveryTable />
        </section>
        <section class="card">
          <h2>Learning and forgetting</h2>
          <p>Percentage points. Negative is forgotten, unless the definition says otherwise.</p>
          <FigureTable />
        </section>
      </div>
      <section class="card">
        <h2>Training</h2>
        <p>By optimiser step, one stage after the other.</p>
        <TrainingCharts />
      </section>
      <section class="card">
        <h2>Probes against forgetting</h2>
        <p>Measurements that are not scores, by stage, and beside the change of the held-out average.</p>
        <Probes />
      </section>
      <Variants />
      <Measurements />
      <section class="card">
        <h2>Cost</h2>
        <Details />
      </section>
      <section class="card">
        <h2>History</h2>
        <p>The events that changed the report. Each moves the slider.</p>
        <History />
      </section>
      <p class="note">
        {document.verified ? 'The hash chain was verified up to ' : 'The hash chain was not verified. Head: '}
        event {document.head?.sequence}, <code class="hash">{document.head?.hash}</code>.
      </p>
      <p class="note">
        The same figures: <code>lmmcl report {document.experiment} --as-of {sequence}</code>. <a href={link(['compare'], { experiments: document.experiment })}>Compare</a>
      </p>
    </MomentContext.Provider>
  );
}

/** The frames, kept up with the events: training points are added as they come, everything else is read again. */
function useFrames(experiment: string): { document: FramesDocument | null; error: string | null } {
  const source = useSource();
  const loaded = useLoaded(() => source.frames(experiment), experiment);
  const [document, setDocument] = useState<FramesDocument | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const recent = useRef<LiveEvent[]>([]);
  useEffect(() => {
    if (loaded.value !== null) {
      // Events that came while the document was on its way are not in it.
      setDocument(recent.current.reduce(withEvent, loaded.value));
    }
  }, [loaded.value]);
  useEvents((event) => {
    if (event.stream !== experiment) {
      return;
    }
    recent.current = [...recent.current, event].slice(-MOST_RECENT);
    setDocument((old) => (old === null ? old : withEvent(old, event)));
    if (event.kind !== 'training-progressed' && timer.current === undefined) {
      timer.current = window.setTimeout(() => {
        timer.current = undefined;
        loaded.reload();
      }, RELOAD_AFTER);
    }
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return { document, error: document === null ? loaded.error : null };
}

/** The experiment's item with its progress, as long as it runs. */
function useItem(experiment: string): ExperimentItem | null {
  const source = useSource();
  const [item, setItem] = useState<ExperimentItem | null>(null);
  useEffect(() => {
    if (!source.isLive) {
      return;
    }
    let isCurrent = true;
    const load = () => source.experiment(experiment).then((value) => isCurrent && setItem(value), () => {});
    void load();
    const timer = setInterval(load, PROGRESS_EVERY);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [experiment]);
  return item;
}

/** Keeps the slider's event in the address, so that a link opens the same moment. */
function useAddress(experiment: string, stopped: number | null): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const timer = setTimeout(
      () => replaceAddress(['experiment', experiment], atEvent(stopped)), ADDRESS_AFTER);
    return () => clearTimeout(timer);
  }, [experiment, stopped]);
}
