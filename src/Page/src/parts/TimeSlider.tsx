import { useMemo } from 'preact/hooks';
import type { Fold, Moment } from '../data/fold';
import { isVerified } from '../data/live';
import { time } from '../format';

/** The time slider: every position is an event after which something on the page was different. */
export function TimeSlider({ fold, moment, index, isFollowing, onMove, onFollow }: {
  fold: Fold;
  moment: Moment;
  index: number;
  isFollowing: boolean;
  onMove: (index: number) => void;
  onFollow: () => void;
}) {
  const { positions, document } = fold;
  const last = positions.length - 1;
  const sequence = positions[index] ?? 0;
  const event = document.events[sequence];
  const starts = useMemo(() => stageStarts(fold), [fold]);
  const frame = moment.frame;
  const isFrame = frame?.sequence === sequence;
  const sentence = isFrame ? frame.sentence : 'training progressed';
  const verified = isVerified(document, sequence);
  const jump = (to: number | undefined) => to !== undefined && onMove(to);
  return (
    <section class="slider" aria-label="Time">
      <div class="controls">
        <button type="button" onClick={() => jump(starts.findLast((start) => start.index < index)?.index ?? 0)} aria-label="Previous stage">«</button>
        <button type="button" onClick={() => jump(Math.max(0, index - 1))} aria-label="Previous event">‹</button>
        <div class="track">
          <input type="range" min={0} max={Math.max(0, last)} step={1} value={index} id="time"
            aria-label="Event" aria-valuetext={`event ${sequence}: ${sentence}`}
            onInput={(change) => onMove(Number(change.currentTarget.value))} />
          <div class="stages" aria-hidden="true">
            {starts.map((start) => (
              <span key={start.stage} style={{ left: `${(100 * start.index) / Math.max(1, last)}%` }}>{start.label}</span>
            ))}
          </div>
        </div>
        <button type="button" onClick={() => jump(Math.min(last, index + 1))} aria-label="Next event">›</button>
        <button type="button" onClick={() => jump(starts.find((start) => start.index > index)?.index ?? last)} aria-label="Next stage">»</button>
        <button type="button" class="now" onClick={onFollow} aria-pressed={isFollowing}>now</button>
      </div>
      <p class="moment" aria-live="off">
        <b data-slider-sequence={sequence}>event {sequence}</b>
        <span>{event === undefined ? '' : `${time(event.at)} UTC`}</span>
        <code title={event?.hash}>{event?.hash.slice(0, 12)}</code>
        <span class={verified ? 'chain verified' : 'chain'} title={`Verified up to event ${document.head?.sequence}: ${document.head?.hash}`}>
          {verified ? '✓ chain verified' : 'chain not verified yet'}
        </span>
        <span class="sentence" title={sentence}>{sentence}</span>
      </p>
    </section>
  );
}

interface StageStart {
  stage: number;
  index: number;
  label: string;
}

/** Where each stage begins on the slider: at its first curve point or score. */
function stageStarts(fold: Fold): StageStart[] {
  const first = new Map<number, number>();
  const note = (stage: number, sequence: number) => first.set(stage, Math.min(first.get(stage) ?? Infinity, sequence));
  for (const [stage, curve] of Object.entries(fold.document.curves)) {
    if (curve.sequence.length > 0) {
      note(Number(stage), curve.sequence[0]!);
    }
  }
  for (const frame of fold.document.frames) {
    Object.keys((frame.report['stages'] as object | undefined) ?? {}).forEach((stage) => note(Number(stage), frame.sequence));
  }
  return [...first.entries()]
    .sort((a, b) => a[0] - b[0])
    .map(([stage, sequence]) => ({ stage, index: fold.indexOf(sequence), label: stage === 0 ? 'base' : `${stage}` }));
}
