import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Fold, Moment } from '../data/fold';

/** One experiment as it was at one event. */
export interface MomentView {
  fold: Fold;
  moment: Moment;
  /** The event that the slider stands at. */
  sequence: number;
  /** The event that the slider was stopped at; null while it follows the newest. */
  stopped: number | null;
  /** Moves the slider. */
  goTo(sequence: number): void;
}

export const MomentContext = createContext<MomentView>(null!);

export const useMoment = (): MomentView => useContext(MomentContext);
