import { markOf } from '../data/fold';
import { isVerified } from '../data/live';
import { MISSING } from '../format';
import { useMoment, type MomentView } from './view';

/** A number of the report: rounded for reading, exact in its tooltip, with the event that it came from. */
export function Value({ path, value, text, note, isLinked = false }: {
  path: string[];
  value: number | undefined;
  text: string;
  note?: string | undefined;
  isLinked?: boolean;
}) {
  const view = useMoment();
  if (value === undefined) {
    return <span class="value missing">{MISSING}</span>;
  }
  const sequence = markOf(view.moment.marks, path);
  return (
    <>
      <span class="value" data-figure={path.join('/')} data-value={String(value)} data-event={sequence} title={describe(view, value, sequence, note)}>
        {text}
      </span>
      {isLinked && <From sequence={sequence} />}
    </>
  );
}

/** The event that a number came from; activating it moves the slider there. */
export function From({ sequence }: { sequence: number | undefined }) {
  const { fold, goTo } = useMoment();
  if (sequence === undefined) {
    return null;
  }
  return (
    <button type="button" class="from" onClick={() => goTo(sequence)} title={origin(fold.document.events[sequence], sequence)}
      aria-label={`From event ${sequence}; go there`}>
      #{sequence}
    </button>
  );
}

function describe(view: MomentView, value: number, sequence: number | undefined, note: string | undefined): string {
  const from = sequence === undefined ? '' : origin(view.fold.document.events[sequence], sequence);
  const chain = isVerified(view.fold.document, sequence ?? view.sequence) ? 'hash chain verified up to this event' : 'hash chain not verified';
  return [`${value}`, note, from, chain].filter(Boolean).join('\n');
}

function origin(event: { hash: string; kind: string; at: string } | undefined, sequence: number): string {
  return event === undefined ? `event ${sequence}` : `event ${sequence}, ${event.kind}, ${event.at}\nhash ${event.hash}`;
}
