import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { curveAsOf } from '../data/fold';
import type { Curve } from '../data/types';
import { plain, rate } from '../format';
import { useWidth } from './useWidth';
import { useMoment } from './view';

type Column = 'loss' | 'learningRate' | 'gradientNorm';

const HEIGHT = 190;

const charts: { column: Column; title: string; text: (value: number | null | undefined) => string }[] = [
  { column: 'loss', title: 'Loss', text: plain },
  { column: 'learningRate', title: 'Learning rate', text: rate },
  { column: 'gradientNorm', title: 'Gradient norm', text: plain },
];

/** Loss, learning rate and gradient norm by optimiser step, one stage after the other, up to the slider's event. */
export function TrainingCharts() {
  const { fold, sequence } = useMoment();
  const { curves } = fold.document;
  const joined = useMemo(() => join(curves, sequence), [curves, sequence]);
  const end = Object.values(curves).reduce((sum, curve) => sum + curve.totalSteps, 0);
  const labels = joined.starts.map(({ stage, at }) => ({ at, text: `stage ${stage}` }));
  const thinned = Object.values(curves).reduce((sum, curve) => sum + curve.points - curve.sequence.length, 0);
  return (
    <>
      <div class="charts">
        {charts.map(({ column, title, text }) => (
          <TrainingChart key={column} title={title} x={joined.x} y={joined.columns[column]} sequences={joined.sequences} end={end} labels={labels} text={text} />
        ))}
      </div>
      <p class="note">
        {joined.x.length === 0 ? 'No step has been trained at this point.' : `Step ${joined.lastStep} of ${joined.lastTotal} in stage ${joined.lastStage}.`}
        {thinned > 0 ? ` Drawn: ${joined.x.length} of the recorded points; each is the lowest or the highest loss among its neighbours.` : ''}
      </p>
    </>
  );
}

interface Joined {
  x: number[];
  sequences: number[];
  columns: Record<Column, (number | null)[]>;
  starts: { stage: number; at: number }[];
  lastStep: number;
  lastTotal: number;
  lastStage: number;
}

/** All stages on one axis of steps; a gap separates them. */
function join(curves: Record<string, Curve>, sequence: number): Joined {
  const joined: Joined = {
    x: [], sequences: [], columns: { loss: [], learningRate: [], gradientNorm: [] }, starts: [], lastStep: 0, lastTotal: 0, lastStage: 0,
  };
  let before = 0;
  for (const stage of Object.keys(curves).map(Number).sort((a, b) => a - b)) {
    const curve = curves[stage]!;
    const shown = curveAsOf(curve, sequence);
    if (shown.step.length > 0) {
      if (before > 0) {
        joined.x.push(before + 0.5);
        joined.sequences.push(0);
        charts.forEach(({ column }) => joined.columns[column].push(null));
      }
      joined.starts.push({ stage, at: before });
      shown.step.forEach((step) => joined.x.push(before + step));
      joined.sequences.push(...shown.sequence);
      charts.forEach(({ column }) => joined.columns[column].push(...shown[column]));
      [joined.lastStep, joined.lastTotal, joined.lastStage] = [shown.step.at(-1)!, curve.totalSteps, stage];
    }
    before += curve.totalSteps;
  }
  return joined;
}

function TrainingChart({ title, x, y, sequences, end, labels, text }: {
  title: string;
  x: number[];
  y: (number | null)[];
  sequences: number[];
  end: number;
  labels: { at: number; text: string }[];
  text: (value: number | null | undefined) => string;
}) {
  const [element, width] = useWidth<HTMLDivElement>(380);
  const chart = useRef<uPlot | null>(null);
  const drawn = useRef({ labels, end });
  drawn.current = { labels, end };
  const [pointed, setPointed] = useState<number | null>(null);
  const theme = useTheme();
  useLayoutEffect(() => {
    const options = optionsOf(element.current!, width, drawn, text, setPointed);
    const made = new uPlot(options, [x, y] as uPlot.AlignedData, element.current!);
    chart.current = made;
    return () => made.destroy();
  }, [theme]);
  useEffect(() => chart.current?.setSize({ width, height: HEIGHT }), [width]);
  useLayoutEffect(() => chart.current?.setData([x, y] as uPlot.AlignedData), [x, y, end]);
  const at = pointed !== null && pointed < x.length ? pointed : x.length - 1;
  const value = y[at];
  return (
    <figure>
      <figcaption>
        {title} <b data-curve={title} data-value={value ?? ''}>{text(value)}</b>
        {(sequences[at] ?? 0) > 0 && <small> #{sequences[at]}</small>}
      </figcaption>
      <div class="plot" ref={element} style={{ height: `${HEIGHT}px` }} role="img" aria-label={`${title} by optimiser step; last value ${text(y.at(-1))}`} />
    </figure>
  );
}

function optionsOf(
  element: HTMLElement,
  width: number,
  drawn: { current: { labels: { at: number; text: string }[]; end: number } },
  text: (value: number | null | undefined) => string,
  point: (index: number | null) => void,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--grid'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
  return {
    width,
    height: HEIGHT,
    padding: [18, 22, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: () => [0, Math.max(1, drawn.current.end)] },
      y: { range: (_, least, most) => (least === null ? [0, 1] : uPlot.rangeNum(least, most, 0.08, true)) },
    },
    axes: [
      { ...axis, size: 26, space: 60 },
      { ...axis, size: 50, space: 34, values: (_, values) => values.map((value) => text(value)) },
    ],
    series: [{}, { stroke: colour('--s0'), width: 1.5, points: { show: false }, spanGaps: false }],
    hooks: {
      setCursor: [(plot) => point(plot.cursor.idx ?? null)],
      draw: [
        (plot) => {
          const { ctx, bbox } = plot;
          ctx.save();
          ctx.strokeStyle = colour('--rule');
          ctx.fillStyle = colour('--muted');
          ctx.font = `${10 * devicePixelRatio}px system-ui, sans-serif`;
          let free = 0;
          drawn.current.labels.forEach(({ at, text: label }) => {
            const left = plot.valToPos(at, 'x', true);
            ctx.beginPath();
            ctx.moveTo(left, bbox.top);
            ctx.lineTo(left, bbox.top + bbox.height);
            ctx.stroke();
            if (left >= free) {
              ctx.fillText(label, left, bbox.top - 4 * devicePixelRatio);
              free = left + ctx.measureText(label).width + 8 * devicePixelRatio;
            }
          });
          ctx.restore();
        },
      ],
    },
  };
}

/** Changes when the colours of the page do: uPlot draws on a canvas, which style sheets do not reach. */
function useTheme(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const change = () => setTurn((old) => old + 1);
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', change);
    addEventListener('lmmcl-theme', change);
    return () => {
      system.removeEventListener('change', change);
      removeEventListener('lmmcl-theme', change);
    };
  }, []);
  return turn;
}
