import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { time } from '../format';
import type { Frame } from '../data/types';
import { useMoment } from './view';

/** The events that changed the report, the newest first; each moves the slider there. */
export function History() {
  const { fold, sequence, goTo } = useMoment();
  const { frames } = fold.document;
  const list = useRef<HTMLOListElement>(null);
  const marked = useRef<{ later: number; current: Element | null }>({ later: 0, current: null });
  // A slider step changes what is marked, not the list: the same elements are not compared again.
  const items = useMemo(() => {
    marked.current = { later: 0, current: null };
    return [...frames].reverse().map((frame) => <Item key={frame.sequence} frame={frame} goTo={goTo} />);
  }, [frames, goTo]);
  useLayoutEffect(() => {
    const elements = list.current!.children;
    const later = frames.filter((frame) => frame.sequence > sequence).length;
    const { later: before, current } = marked.current;
    for (let i = Math.min(before, later); i < Math.max(before, later); i++) {
      elements[i]!.classList.toggle('later', i < later);
    }
    current?.removeAttribute('aria-current');
    const now = frames[frames.length - 1 - later]?.sequence === sequence ? (elements[later] ?? null) : null;
    now?.setAttribute('aria-current', 'true');
    marked.current = { later, current: now };
  }, [items, sequence]);
  return <ol class="history" ref={list}>{items}</ol>;
}

function Item({ frame, goTo }: { frame: Frame; goTo: (sequence: number) => void }) {
  return (
    <li>
      <button type="button" onClick={() => goTo(frame.sequence)}>
        <span class="number">#{frame.sequence}</span>
        <time dateTime={frame.at}>{time(frame.at)}</time>
        <code>{frame.hash.slice(0, 8)}</code>
        <span>{frame.sentence}</span>
      </button>
    </li>
  );
}
