/** Round values for the ticks of an axis. */
export function ticks(from: number, to: number, about: number): number[] {
  if (!(to > from)) {
    return [from];
  }
  const rough = (to - from) / Math.max(1, about);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A range around some values, with a little room; one that has a single value gets some width. */
export function around(values: number[], room = 0.06): [number, number] {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) {
    return [0, 1];
  }
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const width = most - least || Math.abs(most) || 1;
  return [least - room * width, most + room * width];
}

export const scale = ([from, to]: [number, number], [start, end]: [number, number]) => (value: number): number =>
  start + ((value - from) / (to - from || 1)) * (end - start);
