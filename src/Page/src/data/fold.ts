import type { Curve, Frame, FramesDocument, Json, JsonObject, Report } from './types';

/** The sequence number of the event that last changed each value, in the shape of the report. */
export type Marks = { [key: string]: number | Marks };

/** The report as it was after a frame. */
export interface Moment {
  report: Report;
  marks: Marks;
  frame: Frame | null;
}

const start: Moment = { report: {}, marks: {}, frame: null };

/**
 * The reports of an experiment after each of its events. The frames are merge patches (RFC 7396) between reports that the program computed
 * from the events; adding them up is all that happens here. What a patch does not touch is shared between moments.
 */
export class Fold {
  readonly moments: Moment[];
  /** Sequence numbers at which something that is drawn changes: those of frames and of curve points. */
  readonly positions: number[];

  constructor(readonly document: FramesDocument) {
    let before = start;
    this.moments = document.frames.map((frame) => (before = after(before, frame)));
    const sequences = new Set(document.frames.map((frame) => frame.sequence));
    Object.values(document.curves).forEach((curve) => curve.sequence.forEach((sequence) => sequences.add(sequence)));
    this.positions = [...sequences].sort((a, b) => a - b);
  }

  get last(): Moment {
    return this.moments.at(-1) ?? start;
  }

  /** The report as of an event. */
  at(sequence: number): Moment {
    const frames = this.document.frames;
    let [from, to] = [0, frames.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (frames[middle]!.sequence <= sequence) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return this.moments[from - 1] ?? start;
  }

  /** Index of the last position that is not after an event; 0 before the first. */
  indexOf(sequence: number): number {
    const after = this.positions.findIndex((position) => position > sequence);
    return after < 0 ? Math.max(0, this.positions.length - 1) : Math.max(0, after - 1);
  }
}

function after(before: Moment, frame: Frame): Moment {
  const [report, marks] = merge(before.report as JsonObject, before.marks, frame.report, frame.sequence);
  return { report: report as Report, marks, frame };
}

function merge(target: JsonObject, marks: Marks, patch: JsonObject, sequence: number): [JsonObject, Marks] {
  const [merged, marked] = [{ ...target }, { ...marks }];
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete merged[key];
      marked[key] = sequence;
    } else if (isObject(value)) {
      const [old, oldMarks] = [merged[key], marked[key]];
      [merged[key], marked[key]] = merge(
        isObject(old) ? old : {},
        typeof oldMarks === 'object' ? oldMarks : {},
        value,
        sequence,
      );
    } else {
      merged[key] = value;
      marked[key] = sequence;
    }
  }
  return [merged, marked];
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The sequence number of the event that last changed a value; undefined if there is no such value. */
export function markOf(marks: Marks, path: string[]): number | undefined {
  let found: Marks | number | undefined = marks;
  for (const key of path) {
    found = typeof found === 'object' ? found[key] : undefined;
  }
  return typeof found === 'number' ? found : undefined;
}

/** A curve as it was known after an event: of a step that was repeated, the last point up to then. */
export function curveAsOf(curve: Curve, sequence: number): Omit<Curve, 'points' | 'totalSteps'> {
  const byStep = new Map<number, number>();
  for (let i = 0; i < curve.sequence.length && curve.sequence[i]! <= sequence; i++) {
    byStep.set(curve.step[i]!, i);
  }
  const kept = [...byStep.entries()].sort((a, b) => a[0] - b[0]).map(([, i]) => i);
  const pick = <T>(column: T[]) => kept.map((i) => column[i]!);
  return {
    sequence: pick(curve.sequence),
    step: pick(curve.step),
    loss: pick(curve.loss),
    learningRate: pick(curve.learningRate),
    gradientNorm: pick(curve.gradientNorm),
  };
}
