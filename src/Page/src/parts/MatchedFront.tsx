import { useRef } from 'preact/hooks';
import type { Matched, Spread } from '../data/types';
import { change, rate } from '../format';
import { around } from './axis';
import { Legend, Scatter, type ScatterSeries } from './Scatter';

/** Methods at equal learning: their fronts over learning rates, and a table at levels that several reach. */
export function MatchedFront({ matched }: { matched: Matched }) {
  const series = matched.methods.map((method, colour): ScatterSeries => ({
    label: method.method,
    colour,
    isJoined: true,
    points: method.rates.flatMap((at) => [
      ...(at.experiments.length > 1
        ? at.experiments.map((one) => ({
            x: one.learning, y: one.heldOutChange, isFaint: true,
            title: `${one.experiment}: learning ${change(one.learning)}, held-out ${change(one.heldOutChange)}`,
          }))
        : []),
      ...(at.learning.mean === null || at.heldOutChange.mean === null
        ? []
        : [{
            x: at.learning.mean, y: at.heldOutChange.mean, label: rate(at.learningRate),
            title: `${method.method} at rate ${rate(at.learningRate)}: learning ${change(at.learning.mean)}, held-out ${change(at.heldOutChange.mean)}`,
          }]),
    ]),
  }));
  const points = series.flatMap((line) => line.points);
  const range = useGrowing(points.map((point) => point.x), [...points.map((point) => point.y), 0]);
  return (
    <section class="card">
      <h2>At equal learning</h2>
      <p>Each method's learning rates joined by a line; faint points are single seeds. The table reads each front where it passes a level of learning.</p>
      <Scatter name="Fronts over learning rates" height={420} xLabel="learning, points" yLabel="held-out change, points" series={series} range={range} />
      <Legend series={series} />
      {matched.levels.length > 0 && (
        <div class="scroll" role="region" aria-label="Held-out change at equal learning" tabIndex={0}>
          <table>
            <thead>
              <tr><th scope="col">held-out change at learning</th>{matched.levels.map((level) => <th scope="col" key={level}>{change(level)}</th>)}</tr>
            </thead>
            <tbody>
              {matched.methods.map((method) => (
                <tr key={method.method}>
                  <th scope="row">{method.method}{method.cannotBeMatched !== null && <small>{method.cannotBeMatched}</small>}</th>
                  {method.atLevels.map((at) => <td key={at.learning} title={describe(at.heldOutChange)}>{change(at.heldOutChange.mean)}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="note">{matched.unfinished.length > 0 ? `Not finished: ${matched.unfinished.join(', ')}.` : ' '}</p>
    </section>
  );
}

/** Bounds that only grow, so that a front that grows while its sweep runs does not make the axes jump. */
function useGrowing(x: number[], y: number[]): { x: [number, number]; y: [number, number] } {
  const seen = useRef<{ x: number[]; y: number[] }>({ x: [], y: [] });
  const extremes = (values: number[]) => (values.length === 0 ? [] : [Math.min(...values), Math.max(...values)]);
  seen.current = { x: extremes([...seen.current.x, ...x]), y: extremes([...seen.current.y, ...y]) };
  return { x: around(seen.current.x, 0.1), y: around(seen.current.y, 0.1) };
}

function describe(spread: Spread): string {
  return spread.mean === null
    ? 'not reached'
    : `${spread.mean}, ${spread.seeds} seed${spread.seeds === 1 ? '' : 's'}`
      + (spread.standardDeviation === null ? '' : `, standard deviation ${spread.standardDeviation}`);
}
