import type { Curve, FramesDocument, Json, LiveEvent } from './types';

const empty: Curve = { totalSteps: 0, points: 0, sequence: [], step: [], loss: [], learningRate: [], gradientNorm: [] };

/** The document with the points of a training event added; with any other event, as it was. */
export function withEvent(document: FramesDocument, event: LiveEvent): FramesDocument {
  const { stage, totalSteps, points } = event.data;
  if (event.kind !== 'training-progressed' || !Array.isArray(points) || event.sequence <= Math.max(document.tip ?? 0, document.head?.sequence ?? 0)) {
    return document;
  }
  const key = String(stage);
  const old = document.curves[key] ?? empty;
  const column = (name: string) => points.map((point) => numberOf((point as { [key: string]: Json })[name]));
  const steps = column('step').map((step) => step ?? 0);
  return {
    ...document,
    tip: event.sequence,
    curves: {
      ...document.curves,
      [key]: {
        totalSteps: numberOf(totalSteps) ?? old.totalSteps,
        points: old.points + points.length,
        sequence: [...old.sequence, ...points.map(() => event.sequence)],
        step: [...old.step, ...steps],
        loss: [...old.loss, ...column('loss')],
        learningRate: [...old.learningRate, ...column('learningRate')],
        gradientNorm: [...old.gradientNorm, ...column('gradientNorm')],
      },
    },
    events: { ...document.events, [event.sequence]: { hash: event.hash, kind: event.kind, at: event.at } },
  };
}

/** True if the hash chain was verified up to an event. */
export const isVerified = (document: FramesDocument, sequence: number): boolean =>
  document.verified && sequence <= (document.head?.sequence ?? 0);

/** Numbers that are not finite are recorded as text, and are a gap in a curve. */
const numberOf = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null);
