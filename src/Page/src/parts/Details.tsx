import { change, count, duration, plain, size } from '../format';
import { Value } from './Value';
import { useMoment } from './view';

/** Parameters, time and memory; variants and measurements of the method if there are any. */
export function Details() {
  const { moment } = useMoment();
  const { report } = moment;
  const trained = report.peakMemory?.['train'] ?? {};
  const peak = Object.entries(trained).reduce<[string, number] | null>(
    (most, [stage, used]) => ((used.bytes ?? 0) > (most?.[1] ?? -1) ? [stage, used.bytes ?? 0] : most), null);
  return (
    <dl class="facts">
      <dt>parameters trained</dt>
      <dd>
        <Value path={['parametersTrained']} value={report.parametersTrained} text={count(report.parametersTrained)} />
        {' of '}
        <Value path={['parametersTotal']} value={report.parametersTotal} text={count(report.parametersTotal)} isLinked />
      </dd>
      <dt>time in completed stages</dt>
      <dd><Value path={['seconds']} value={report.seconds} text={duration(report.seconds)} isLinked /></dd>
      <dt>peak memory of training</dt>
      <dd>{peak === null ? '–' : <Value path={['peakMemory', 'train', peak[0], 'bytes']} value={peak[1]} text={size(peak[1])} isLinked />}</dd>
    </dl>
  );
}

/** Variants that the method offers of its stages. */
export function Variants() {
  const { moment } = useMoment();
  const variants = Object.values(moment.report.variants ?? {});
  const columns = [['learning', 'learning'], ['heldOutChangeLast', 'held-out last'], ['heldOutChangeMean', 'mean'], ['heldOutChangeWorst', 'worst']] as const;
  return variants.length === 0 ? null : (
    <section class="card">
      <h2>Variants</h2>
      <p>Other models that the method offers of the same stages, in points.</p>
      <div class="scroll" role="region" aria-label="Variants" tabIndex={0}>
        <table>
          <thead><tr><th scope="col">variant</th>{columns.map(([key, head]) => <th scope="col" key={key}>{head}</th>)}</tr></thead>
          <tbody>
            {variants.map((variant) => (
              <tr key={variant.variant}>
                <th scope="row">{variant.variant}</th>
                {columns.map(([key]) => (
                  <td key={key}><Value path={['variants', variant.variant, key]} value={variant[key]} text={change(variant[key])} /></td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What the method measured about itself. */
export function Measurements() {
  const { fold, moment } = useMoment();
  const measured = Object.entries(moment.report.measurements ?? {});
  const stages = fold.document.plan.stages.map((stage) => `${stage.stage}`);
  return measured.length === 0 ? null : (
    <section class="card">
      <h2>Measured by the method</h2>
      <div class="scroll" role="region" aria-label="Measurements" tabIndex={0}>
        <table>
          <thead><tr><th scope="col">measurement</th>{stages.map((stage) => <th scope="col" key={stage}>{stage}</th>)}</tr></thead>
          <tbody>
            {measured.flatMap(([name, byStage]) =>
              [...new Set(Object.values(byStage).flatMap((entry) => Object.keys(entry.values)))].map((figure) => (
                <tr key={`${name} ${figure}`}>
                  <th scope="row">{figure}<small>{name}</small></th>
                  {stages.map((stage) => {
                    const value = byStage[stage]?.values[figure];
                    return <td key={stage}><Value path={['measurements', name, stage, 'values', figure]} value={value} text={plain(value)} /></td>;
                  })}
                </tr>
              )))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
