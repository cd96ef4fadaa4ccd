import { around, scale, ticks } from './axis';
import { useWidth } from './useWidth';

export interface ScatterPoint {
  x: number;
  y: number;
  title: string;
  label?: string | undefined;
  isFaint?: boolean;
}

export interface ScatterSeries {
  label: string;
  colour: number;
  points: ScatterPoint[];
  isJoined?: boolean;
}

const MARGIN = { left: 52, right: 20, top: 14, bottom: 44 };

/** Points of several series in a plane, such as learning against held-out change. */
export function Scatter({ name, series, height, xLabel, yLabel, range, leastWidth = 0 }: {
  name: string;
  series: ScatterSeries[];
  height: number;
  xLabel: string;
  yLabel: string;
  range?: { x: [number, number]; y: [number, number] };
  /** The least width of the x axis in its own unit, so that what hardly differs does not look far apart. */
  leastWidth?: number;
}) {
  const [element, width] = useWidth<HTMLDivElement>(720);
  const points = series.flatMap((line) => line.points);
  const bounds = range ?? { x: around(points.flatMap((point) => [point.x - leastWidth / 2, point.x + leastWidth / 2]), 0.1), y: around([...points.map((point) => point.y), 0], 0.1) };
  const x = scale(bounds.x, [MARGIN.left, width - MARGIN.right]);
  const y = scale(bounds.y, [height - MARGIN.bottom, MARGIN.top]);
  return (
    <div class="chart" ref={element} style={{ height: `${height}px` }}>
      <svg width={width} height={height} role="img" aria-label={`${name}. ${points.map((point) => point.title).join('; ')}`}>
        {ticks(...bounds.y, Math.max(2, height / 60)).map((tick) => (
          <g key={tick}>
            <line class={tick === 0 ? 'axis' : 'grid'} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text x={MARGIN.left - 8} y={y(tick)} text-anchor="end" dominant-baseline="central">{signed(tick)}</text>
          </g>
        ))}
        {ticks(...bounds.x, Math.max(2, width / 90)).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={x(tick)} x2={x(tick)} y1={MARGIN.top} y2={height - MARGIN.bottom} />
            <text x={x(tick)} y={height - MARGIN.bottom + 18} text-anchor="middle">{signed(tick)}</text>
          </g>
        ))}
        <text class="note strong" x={width - MARGIN.right} y={height - 6} text-anchor="end">{xLabel} →</text>
        <text class="note strong" x={MARGIN.left + 4} y={MARGIN.top + 4}>↑ {yLabel}</text>
        {series.map((line) => (
          <g key={line.label} class={`series s${line.colour % 10}`}>
            {line.isJoined && <polyline class="line thin" points={line.points.filter((point) => !point.isFaint).map((point) => `${x(point.x)},${y(point.y)}`).join(' ')} />}
            {line.points.map((point) => (
              <g key={point.title}>
                <path class={point.isFaint ? 'marker faint' : 'marker'} d={shape(line.colour, x(point.x), y(point.y), point.isFaint ? 3.5 : 6)}>
                  <title>{point.title}</title>
                </path>
                {point.label !== undefined && (
                  <text class="halo note" x={x(point.x) + (x(point.x) > width - 110 ? -10 : 10)} y={y(point.y)}
                    text-anchor={x(point.x) > width - 110 ? 'end' : 'start'} dominant-baseline="central">{point.label}</text>
                )}
              </g>
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}

export function Legend({ series }: { series: { label: string; colour: number }[] }) {
  return (
    <ul class="legend">
      {series.map((line) => (
        <li key={line.label}><i class={`swatch s${line.colour % 10}`} />{line.label}</li>
      ))}
    </ul>
  );
}

/** A method has a shape beside its colour: circle, square, triangle, diamond. */
function shape(index: number, x: number, y: number, r: number): string {
  switch (index % 4) {
    case 1:
      return `M${x - r},${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
    case 2:
      return `M${x},${y - 1.2 * r}l${1.2 * r},${2.1 * r}h${-2.4 * r}z`;
    case 3:
      return `M${x},${y - 1.3 * r}l${1.3 * r},${1.3 * r}l${-1.3 * r},${1.3 * r}l${-1.3 * r},${-1.3 * r}z`;
    default:
      return `M${x - r},${y}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0z`;
  }
}

const signed = (value: number) => `${value}`.replace('-', '−');
