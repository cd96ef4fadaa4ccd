import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { time } from '../format';
import type { Frame } from '../data/types';
import { useMoment } from './view';

/** The events that changed the report, the newest first; each moves the slider there. */
export function History() {
  const { fold, sequence, goTo } = useMoment();
  const { frames } = fold.document;
  const list = useRef<HTMLOListElement>(null);
  // A slider step changes what is marked, not the list: the same elements are not compared again.
  const items = useMemo(
    () => [...frames].reverse().map((frame) => <Item key={frame.sequence} frame={frame} goTo={goTo} />),
    [frames, goTo],
  );
  useLayoutEffect(() => {
    const later = frames.filter((frame) => frame.sequence > sequence).length;
    const isFrame = frames[frames.length - 1 - later]?.sequence === sequence;
    [...list.current!.children].forEach((element, i) => {
      element.classList.toggle('later', i < later);
      if (isFrame && i === later) {
        element.setAttribute('aria-current', 'true');
      } else {
        element.removeAttribute('aria-current');
      }
    });
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
