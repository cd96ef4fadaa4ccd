import type { ExperimentItem } from '../data/types';
import { duration, plain } from '../format';

/** What an experiment is doing now. Its place is kept while it does nothing. */
export function ProgressLine({ item }: { item: ExperimentItem | null }) {
  const progress = item?.progress ?? null;
  const failure = item?.failure;
  return (
    <div class="progress-line">
      <progress max={progress?.total ?? 1} value={progress?.done ?? 0} aria-label="Progress of the current work" hidden={progress === null} />
      <span>{progress === null ? stagesOf(item) : describe(progress)}</span>
      {failure != null && <span class="failure">{`Stage ${failure.stage} failed (${failure.kind}): ${failure.message}`}</span>}
    </div>
  );
}

export function describe(progress: NonNullable<ExperimentItem['progress']>): string {
  return [
    progress.title,
    `${progress.done} of ${progress.total}`,
    progress.rate === null ? '' : `${plain(progress.rate)}/s`,
    progress.etaSeconds === null ? '' : `${duration(progress.etaSeconds)} left`,
    progress.detail ?? '',
  ].filter(Boolean).join(' · ');
}

const stagesOf = (item: ExperimentItem | null) => (item === null ? ' ' : `${item.stagesDone} of ${item.stages} stages done`);
