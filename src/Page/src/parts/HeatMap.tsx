import { change, percent } from '../format';
import type { PlannedBenchmark, Report, Score } from '../data/types';
import { markOf } from '../data/fold';
import { atEvent, link } from '../app/router';
import { From, Value } from './Value';
import { useMoment } from './view';

/** A change of this many points has the full colour. */
const FULL_COLOUR = 60;

const groups: [PlannedBenchmark['group'], string][] = [
  ['target', 'skills'],
  ['heldOut', 'held-out'],
  ['extra', 'further'],
];

/** Stage x benchmark: score, change to the base model, standard error, and the event of each. Planned cells keep their place. */
export function HeatMap({ hasAnswers }: { hasAnswers: (benchmark: string) => boolean }) {
  const { fold, moment, stopped } = useMoment();
  const { plan } = fold.document;
  const stages = [0, ...plan.stages.map((stage) => stage.stage)];
  return (
    <div class="scroll" role="region" aria-label="Scores by stage and benchmark" tabIndex={0}>
      <table class="map">
        <thead>
          <tr>
            <th scope="col">benchmark</th>
            {stages.map((stage) => (
              <th scope="col" key={stage}>
                <b>{stage === 0 ? 'base' : `stage ${stage}`}</b>
                {plan.stages[stage - 1]?.skill ?? ' '}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(([group, title]) => {
          const benchmarks = plan.benchmarks.filter((benchmark) => benchmark.group === group);
          return benchmarks.length === 0 ? null : (
            <tbody key={group} aria-label={title}>
              {benchmarks.map(({ name }) => (
                <tr key={name}>
                  <th scope="row">
                    {hasAnswers(name) ? <a href={link(['experiment', fold.document.experiment, 'answers', name], atEvent(stopped))}>{name}</a> : name}
                    <small>{scorersOf(moment.report, name)}</small>
                  </th>
                  {stages.map((stage) => (
                    <Cell key={stage} stage={stage} benchmark={name} isTaught={plan.stages[stage - 1]?.benchmark === name}
                      score={moment.report.stages?.[stage]?.scores[name]} />
                  ))}
                </tr>
              ))}
              {group === 'heldOut' && <Average stages={stages} />}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function Cell({ stage, benchmark, score, isTaught }: { stage: number; benchmark: string; score: Score | undefined; isTaught: boolean }) {
  const path = ['stages', `${stage}`, 'scores', benchmark];
  if (score === undefined) {
    return <td class={isTaught ? 'taught' : ''}><span class="missing">–</span><small>{' '}</small><small>{' '}</small></td>;
  }
  const scorer = `${score.scorer} v${score.scorerVersion}, ${score.metric}, n = ${score.samples}`;
  const rescored = score.firstScore === undefined ? '' : `first ${percent(score.firstScore)} by v${score.firstScorerVersion}`;
  const published = score.asPublishedDiffers ? `published scorer ${percent(score.asPublished)}` : '';
  const note = [scorer, `standard error ${score.standardError}`, rescored, published].filter(Boolean).join('\n');
  return (
    <td class={isTaught ? 'taught' : ''} data-tint={tint(score.change)} style={{ '--depth': depth(score.change) }}>
      <Value path={[...path, 'score']} value={score.score} text={percent(score.score)} note={note} />
      {score.asPublishedDiffers && <sup title={published}>†</sup>}
      {score.firstScore !== undefined && <sup title={rescored}>‡</sup>}
      <small>
        {stage > 0 && score.change !== undefined && <Value path={[...path, 'change']} value={score.change} text={change(score.change)} />}
        {' '}±<Value path={[...path, 'standardError']} value={score.standardError} text={percent(score.standardError)} />
      </small>
      <small><From sequence={score.sequence} /></small>
    </td>
  );
}

function Average({ stages }: { stages: number[] }) {
  const { moment } = useMoment();
  return (
    <tr class="average">
      <th scope="row">held-out average<small>change to base</small></th>
      {stages.map((stage) => {
        const row = moment.report.stages?.[stage];
        const path = ['stages', `${stage}`];
        return (
          <td key={stage} data-tint={tint(row?.heldOutChange)} style={{ '--depth': depth(row?.heldOutChange) }}>
            <Value path={[...path, 'heldOutAverage']} value={row?.heldOutAverage} text={percent(row?.heldOutAverage)} />
            <small>
              {row?.heldOutChange !== undefined && (
                <Value path={[...path, 'heldOutChange']} value={row.heldOutChange} text={change(row.heldOutChange)} />
              )}
              {' '}
              {row?.heldOutStandardError !== undefined && (
                <>±<Value path={[...path, 'heldOutStandardError']} value={row.heldOutStandardError} text={percent(row.heldOutStandardError)} /></>
              )}
            </small>
            <small><From sequence={markOf(moment.marks, [...path, 'heldOutAverage'])} />{' '}</small>
          </td>
        );
      })}
    </tr>
  );
}

/** What the colours and signs mean. */
export function HeatMapKey() {
  return (
    <div class="scale">
      <span>−{FULL_COLOUR} or less</span><i /><span>+{FULL_COLOUR} or more, change to base in points</span>
      <span class="taught" /><span>skill taught in this stage</span>
      <span>† published scorer differs</span><span>‡ rescored</span>
    </div>
  );
}

const tint = (points: number | undefined) => (points === undefined ? undefined : points < 0 ? 'loss' : 'gain');

const depth = (points: number | undefined) => `${Math.min(1, Math.abs(points ?? 0) / FULL_COLOUR)}`;

function scorersOf(report: Report, benchmark: string): string {
  const scores = Object.values(report.stages ?? {}).map((stage) => stage.scores[benchmark]).filter((score) => score !== undefined);
  return [...new Set(scores.map((score) => `${score.scorer} v${score.scorerVersion}`))].join(', ') || ' ';
}
