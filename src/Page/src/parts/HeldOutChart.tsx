import { change, percent } from '../format';
import { StageChart, stagePlaces } from './StageChart';
import { useMoment } from './view';

/** The held-out average after each stage, against that of the base model. */
export function HeldOutChart() {
  const { fold, moment } = useMoment();
  const { plan } = fold.document;
  const points = Object.values(moment.report.stages ?? {})
    .filter((stage) => stage.heldOutAverage !== undefined)
    .map((stage) => ({
      place: stage.stage,
      value: stage.heldOutAverage!,
      error: stage.heldOutStandardError,
      title: `${stage.stage === 0 ? 'base' : `stage ${stage.stage}`} ${percent(stage.heldOutAverage)} ± ${percent(stage.heldOutStandardError)}`
        + (stage.heldOutChange === undefined ? '' : ` (${change(stage.heldOutChange)})`),
    }));
  return (
    <StageChart name="Held-out average by stage" series={[{ label: 'held-out average', colour: 0, points }]} places={stagePlaces(plan.stages.length, plan.stages.map((stage) => stage.skill))}
      height={300} range={[0, 100]} reference={points.find((point) => point.place === 0)?.value} />
  );
}
