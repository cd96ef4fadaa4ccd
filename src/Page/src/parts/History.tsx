import { time } from '../format';
import { useMoment } from './view';

/** The events that changed the report, the newest first; each moves the slider there. */
export function History() {
  const { fold, sequence, goTo } = useMoment();
  const frames = [...fold.document.frames].reverse();
  return (
    <ol class="history">
      {frames.map((frame) => (
        <li key={frame.sequence} class={frame.sequence > sequence ? 'later' : ''} aria-current={frame.sequence === sequence ? 'true' : undefined}>
          <button type="button" onClick={() => goTo(frame.sequence)}>
            <span class="number">#{frame.sequence}</span>
            <time dateTime={frame.at}>{time(frame.at)}</time>
            <code>{frame.hash.slice(0, 8)}</code>
            <span>{frame.sentence}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
