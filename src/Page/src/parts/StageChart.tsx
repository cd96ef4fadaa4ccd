import { around, scale, ticks } from './axis';
import { useWidth } from './useWidth';

export interface StagePoint {
  place: number;
  value: number;
  error?: number | undefined;
  title: string;
}

export interface StageSeries {
  label: string;
  colour: number;
  points: StagePoint[];
}

const MARGIN = { left: 44, right: 16, top: 12, bottom: 42 };

/** Places of the axis: the base model and each stage, with the skills below them where there is room. */
export const stagePlaces = (stages: number, skills: string[] = []): Place[] =>
  Array.from({ length: stages + 1 }, (_, stage) => ({ label: stage === 0 ? 'base' : `${stage}`, note: skills[stage - 1] }));

export interface Place {
  label: string;
  note?: string | undefined;
}

/** Values by stage or by layer: lines with whiskers of one standard error. */
export function StageChart({ name, series, places, height, range, reference, yLabel }: {
  name: string;
  series: StageSeries[];
  places: Place[];
  height: number;
  range?: [number, number];
  reference?: number | undefined;
  yLabel?: string;
}) {
  const [element, width] = useWidth<HTMLDivElement>(560);
  const values = series.flatMap((line) => line.points.flatMap((point) => [point.value - (point.error ?? 0), point.value + (point.error ?? 0)]));
  const bounds = range ?? around(values);
  const x = scale([0, Math.max(1, places.length - 1)], [MARGIN.left + 12, width - MARGIN.right - 12]);
  const y = scale(bounds, [height - MARGIN.bottom, MARGIN.top]);
  const said = series.map((line) => `${line.label}: ${line.points.map((point) => point.title).join('; ')}`).join('. ');
  const room = (width - MARGIN.left - MARGIN.right) / places.length;
  const named = Math.ceil(34 / Math.max(1, room));
  return (
    <div class="chart" ref={element} style={{ height: `${height}px` }}>
      <svg width={width} height={height} role="img" aria-label={`${name}. ${said}`}>
        {ticks(bounds[0], bounds[1], Math.max(2, height / 55)).map((tick) => (
          <g key={tick}>
            <line class="grid" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(tick)} y2={y(tick)} />
            <text x={MARGIN.left - 8} y={y(tick)} text-anchor="end" dominant-baseline="central">{tick}</text>
          </g>
        ))}
        {places.map((place, i) => i % named === 0 && (
          <g key={i}>
            <text x={x(i)} y={height - MARGIN.bottom + 18} text-anchor="middle">{place.label}</text>
            {room > 70 && <text class="note" x={x(i)} y={height - MARGIN.bottom + 33} text-anchor="middle">{place.note}</text>}
          </g>
        ))}
        {yLabel !== undefined && <text class="note strong" x={MARGIN.left + 4} y={MARGIN.top + 2}>{yLabel}</text>}
        {reference !== undefined && <line class="reference" x1={MARGIN.left} x2={width - MARGIN.right} y1={y(reference)} y2={y(reference)} />}
        {series.map((line) => (
          <g key={line.label} class={`series s${line.colour % 10}`}>
            <polyline class="line" points={line.points.map((point) => `${x(point.place)},${y(point.value)}`).join(' ')} />
            {line.points.map((point) => (
              <g key={point.place}>
                {point.error !== undefined && (
                  <line class="whisker" x1={x(point.place)} x2={x(point.place)} y1={y(point.value - point.error)} y2={y(point.value + point.error)} />
                )}
                <circle class="marker" cx={x(point.place)} cy={y(point.value)} r={4.5}><title>{`${line.label}, ${point.title}`}</title></circle>
              </g>
            ))}
          </g>
        ))}
      </svg>
    </div>
  );
}
