import { useEventBursts, useLoaded, useSource } from '../app/source';
import { link } from '../app/router';
import { Fold } from '../data/fold';
import type { Report } from '../data/types';
import { comparisonColumns, figureText } from '../definitions';
import { change, count, duration, percent, rate, size } from '../format';
import { MatchedFront } from '../parts/MatchedFront';
import { Problem } from '../parts/Problem';
import { Legend, Scatter, type ScatterPoint, type ScatterSeries } from '../parts/Scatter';
import { StageChart, stagePlaces } from '../parts/StageChart';

const MOST = 60;
const RELOAD_AFTER = 2000;

interface Compared {
  name: string;
  label: string;
  sequence: number;
  report: Report;
  stages: number;
}

/** Experiments side by side: the study's table, the learning-forgetting scatter, and methods at equal learning. */
export function CompareView({ query }: { query: URLSearchParams }) {
  const source = useSource();
  const asked = query.get('experiments')?.split(',').filter(Boolean) ?? null;
  const { value, error, reload } = useLoaded(load, asked?.join(',') ?? '');
  useEventBursts(reload, RELOAD_AFTER, (event) => event.kind === 'benchmark-scored' || event.kind === 'experiment-completed');
  async function load() {
    const all = await source.experiments();
    const names = (asked ?? all.map((item) => item.experiment)).slice(0, MOST);
    const documents = await Promise.all(names.map((name) => source.frames(name)));
    const matched = await source.matched(names).catch(() => null);
    return { compared: labelled(documents.map((document) => new Fold(document))), matched, left: (asked ?? all).length - names.length };
  }
  if (value === null) {
    return <Problem text={error ?? ''} />;
  }
  const { compared, matched, left } = value;
  const recipes = [...new Set(compared.map((item) => item.report.recipe ?? item.name))];
  const colourOf = (item: Compared) => recipes.indexOf(item.report.recipe ?? item.name);
  return (
    <>
      <header class="title">
        <h1>Comparison</h1>
        <p>{compared.length} experiments{left > 0 ? `; ${left} more are not shown. Choose some in the list.` : ''}</p>
      </header>
      <section class="card">
        <h2>Learning against forgetting</h2>
        <p>Percentage points; negative held-out or target figures are forgotten ability. Exact values and definitions in the tooltips.</p>
        <ComparisonTable compared={compared} colourOf={colourOf} />
      </section>
      <section class="card">
        <h2>The trade-off</h2>
        <p>Mean learning per skill against the held-out change after the last stage: up and to the right is better. Faint: variants.</p>
        <Scatter name="Learning against held-out change" height={420} xLabel="learning, points" yLabel="held-out change (last stage), points" series={tradeOff(compared, colourOf)} leastWidth={6} />
        <Legend series={recipes.map((label, colour) => ({ label, colour }))} />
      </section>
      <section class="card">
        <h2>Held-out ability over the stages</h2>
        <p>Average of the held-out benchmarks in percent, ± one standard error.</p>
        <StageChart name="Held-out average by stage" height={340} range={[0, 100]} places={stagePlaces(Math.max(0, ...compared.map((item) => item.stages)))}
          series={compared.map((item) => ({ label: item.label, colour: colourOf(item), points: heldOut(item.report) }))} />
        <Legend series={recipes.map((label, colour) => ({ label, colour }))} />
      </section>
      {matched !== null && <MatchedFront matched={matched} />}
    </>
  );
}

function ComparisonTable({ compared, colourOf }: { compared: Compared[]; colourOf: (item: Compared) => number }) {
  return (
    <div class="scroll" role="region" aria-label="Comparison" tabIndex={0}>
      <table class="comparison">
        <thead>
          <tr>
            <th scope="col">method</th>
            {comparisonColumns.map(([id, head]) => <th scope="col" key={id} title={formulaOf(compared, id)}>{head}</th>)}
            <th scope="col">parameters trained</th><th scope="col">time</th><th scope="col">peak memory</th><th scope="col">as of event</th>
          </tr>
        </thead>
        <tbody>
          {compared.map((item) => (
            <tr key={item.name} data-experiment={item.name}>
              <th scope="row"><i class={`swatch s${colourOf(item) % 10}`} /><a href={link(['experiment', item.name])} title={item.name}>{item.label}</a></th>
              {comparisonColumns.map(([id]) => {
                const value = item.report.figures?.[id]?.value;
                return <td key={id}><span data-figure={`figures/${id}/value`} data-value={value} title={`${value}`}>{figureText(id, value)}</span></td>;
              })}
              <td>{trained(item.report)}</td>
              <td>{duration(item.report.seconds)}</td>
              <td>{size(peak(item.report))}</td>
              <td>#{item.sequence}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The recipe, with rate and seed where several have it. */
function labelled(folds: Fold[]): Compared[] {
  const reports = folds.map((fold) => fold.last.report);
  return folds.map((fold, i) => {
    const report = reports[i]!;
    const same = reports.filter((other) => other.recipe === report.recipe);
    const parts = [
      report.recipe ?? fold.document.experiment,
      new Set(same.map((other) => other.learningRate)).size > 1 ? rate(report.learningRate) : '',
      new Set(same.map((other) => other.seed)).size > 1 ? `seed ${report.seed}` : '',
    ].filter(Boolean).join(' ');
    const isUnique = same.length < 2 || parts !== (report.recipe ?? '');
    return {
      name: fold.document.experiment,
      label: isUnique ? parts : `${parts} (${fold.document.experiment})`,
      sequence: fold.document.head?.sequence ?? 0,
      report,
      stages: fold.document.plan.stages.length,
    };
  });
}

function tradeOff(compared: Compared[], colourOf: (item: Compared) => number): ScatterSeries[] {
  return compared.flatMap((item) => {
    const [x, y] = [item.report.figures?.['learning_vs_previous']?.value, item.report.figures?.['heldout_change_last']?.value];
    return x === undefined || y === undefined
      ? []
      : [{
          label: item.name,
          colour: colourOf(item),
          points: [
            { x, y, label: compared.length <= 16 ? item.label : undefined, title: `${item.label}: learning ${change(x)}, held-out ${change(y)}` },
            ...variantsOf(item),
          ],
        }];
  });
}

/** The other models that a method offers of its last stage. */
function variantsOf({ label, report }: Compared): ScatterPoint[] {
  return Object.values(report.variants ?? {}).flatMap(({ variant, learning: x, heldOutChangeLast: y }) =>
    x === undefined || y === undefined
      ? []
      : [{ x, y, isFaint: true, title: `${label}, ${variant}: learning ${change(x)}, held-out ${change(y)}` }]);
}

function heldOut(report: Report) {
  return Object.values(report.stages ?? {})
    .filter((stage) => stage.heldOutAverage !== undefined)
    .map((stage) => ({
      place: stage.stage,
      value: stage.heldOutAverage!,
      error: stage.heldOutStandardError,
      title: `${stage.stage === 0 ? 'base' : `stage ${stage.stage}`} ${percent(stage.heldOutAverage)} ± ${percent(stage.heldOutStandardError)}`,
    }));
}

function formulaOf(compared: Compared[], id: string): string {
  const figure = compared.map((item) => item.report.figures?.[id]).find((found) => found !== undefined);
  return figure === undefined ? id : `${id} v${figure.version}: ${figure.formula}`;
}

function trained(report: Report): string {
  const { parametersTrained: some, parametersTotal: all } = report;
  return some === undefined || all === undefined ? '–' : `${count(some)} (${percent((100 * some) / all)} %)`;
}

const peak = (report: Report): number | undefined => {
  const used = Object.values(report.peakMemory?.['train'] ?? {}).map((entry) => entry.bytes ?? 0);
  return used.length === 0 ? undefined : Math.max(...used);
};
