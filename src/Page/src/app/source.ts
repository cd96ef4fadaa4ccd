import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { embeddedSource } from '../data/embedded';
import { Service } from '../data/service';
import type { Source } from '../data/source';
import type { LiveEvent } from '../data/types';

export const source: Source = embeddedSource() ?? new Service();

const SourceContext = createContext<Source>(source);

export const useSource = (): Source => useContext(SourceContext);

export interface Loaded<T> {
  value: T | null;
  error: string | null;
  reload: () => void;
}

/** Loads a value; the old one stays until the new one is there, so that nothing jumps. */
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; error: string | null }>({ key, value: null, error: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setState({ key, value, error: null }),
      (error: unknown) => isCurrent && setState((old) => ({ ...old, key, error: error instanceof Error ? error.message : String(error) })),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, turn]);
  const isSame = state.key === key;
  return { value: isSame ? state.value : null, error: isSame ? state.error : null, reload: () => setTurn((old) => old + 1) };
}

/** Calls back for each new event. */
export function useEvents(take: (event: LiveEvent) => void): void {
  const latest = useRef(take);
  latest.current = take;
  const from = useSource();
  useEffect(() => from.follow((event) => latest.current(event)), [from]);
}

/** Calls back at most once in a while after events, and at the end of a burst. */
export function useEventBursts(take: () => void, milliseconds: number, concerns: (event: LiveEvent) => boolean = () => true): void {
  const timer = useRef<number | undefined>(undefined);
  const latest = useRef(take);
  latest.current = take;
  useEvents((event) => {
    if (concerns(event) && timer.current === undefined) {
      timer.current = window.setTimeout(() => {
        timer.current = undefined;
        latest.current();
      }, milliseconds);
    }
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}
