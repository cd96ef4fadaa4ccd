import { useState } from 'preact/hooks';
import { change, plain } from '../format';
import type { Report } from '../data/types';
import { around } from './axis';
import { Scatter } from './Scatter';
import { StageChart, stagePlaces } from './StageChart';
import { Value } from './Value';
import { useMoment } from './view';

/** Layers are many and have a table of their own. */
const BY_LAYER = 'layer_contribution';

interface Probe {
  probe: string;
  name: string;
}

/** Probes by stage, and one of them against the change of the held-out average. */
export function Probes() {
  const { fold, moment } = useMoment();
  const all = probesOf(fold.last.report);
  const [chosen, setChosen] = useState(0);
  const { probe, name } = all[chosen] ?? { probe: '', name: '' };
  const layers = <LayerContributions />;
  if (all.length === 0) {
    return fold.last.report.probes?.[BY_LAYER] === undefined ? <p class="note">This experiment measured no probes.</p> : layers;
  }
  const stages = fold.document.plan.stages.length;
  const readings = readingsOf(moment.report, probe, name);
  return (
    <>
      <p class="choice">
        <label for="probe">Probe </label>
        <select id="probe" value={`${chosen}`} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
          {all.map((item, i) => <option key={`${item.probe} ${item.name}`} value={`${i}`}>{item.probe}: {item.name}</option>)}
        </select>
      </p>
      <div class="pair">
        <StageChart name={`${probe} ${name} by stage`} series={[{ label: name, colour: 2, points: readings }]} places={stagePlaces(stages)} height={230} yLabel={name} />
        <Scatter name={`${name} against the held-out change`} height={230} xLabel={name} yLabel="held-out change, points"
          series={[{ label: name, colour: 2, points: againstForgetting(moment.report, probe, name) }]} />
      </div>
      <div class="scroll" role="region" aria-label="Probes" tabIndex={0}>
        <table class="probes">
          <thead>
            <tr>
              <th scope="col">probe</th>
              {Array.from({ length: stages + 1 }, (_, stage) => <th scope="col" key={stage}>{stage === 0 ? 'base' : stage}</th>)}
            </tr>
          </thead>
          <tbody>
            {all.map((item) => (
              <tr key={`${item.probe} ${item.name}`}>
                <th scope="row">{item.name}<small>{item.probe}</small></th>
                {Array.from({ length: stages + 1 }, (_, stage) => {
                  const value = moment.report.probes?.[item.probe]?.[stage]?.values[item.name];
                  return (
                    <td key={stage}>
                      <Value path={['probes', item.probe, `${stage}`, 'values', item.name]} value={value} text={plain(value)} isLinked />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {layers}
    </>
  );
}

const blocks = [['attention', 'sa_mean_layer_'], ['MLP', 'mlp_mean_layer_']] as const;

/** The layers whose output tuning changed, after the last stage measured, attention and MLPs on one scale. */
function LayerContributions() {
  const { fold, moment } = useMoment();
  if (fold.last.report.probes?.[BY_LAYER] === undefined) {
    return null;
  }
  const [stage, reading] = Object.entries(moment.report.probes?.[BY_LAYER] ?? {}).at(-1) ?? ['', undefined];
  const values = Object.values(reading?.values ?? {});
  const pointsOf = (prefix: string) =>
    Object.entries(reading?.values ?? {})
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => ({ place: Number(name.slice(prefix.length)), value, title: `layer ${name.slice(prefix.length)} ${plain(value)}` }))
      .sort((a, b) => a.place - b.place);
  const most = Math.max(0, ...blocks.map(([, prefix]) => pointsOf(prefix).length));
  return (
    <>
      <h3>Contribution of the layers {stage === '' ? '' : `after stage ${stage}`}</h3>
      <div class="pair">
        {blocks.map(([block, prefix]) => (
          <StageChart key={block} name={`${BY_LAYER}: ${block} by layer`} series={[{ label: block, colour: 3, points: pointsOf(prefix) }]}
            places={Array.from({ length: most }, (_, layer) => ({ label: `${layer}` }))} height={200} range={around([0, ...values])} yLabel={`${block}, by layer`} />
        ))}
      </div>
    </>
  );
}

function probesOf(report: Report): Probe[] {
  const found = new Map<string, Probe>();
  for (const [probe, stages] of Object.entries(report.probes ?? {})) {
    for (const reading of probe === BY_LAYER ? [] : Object.values(stages)) {
      Object.keys(reading.values).forEach((name) => found.set(`${probe} ${name}`, { probe, name }));
    }
  }
  return [...found.values()];
}

function readingsOf(report: Report, probe: string, name: string) {
  return Object.entries(report.probes?.[probe] ?? {})
    .filter(([, reading]) => reading.values[name] !== undefined)
    .map(([stage, reading]) => ({
      place: Number(stage),
      value: reading.values[name]!,
      title: `${stage === '0' ? 'base' : `stage ${stage}`} ${plain(reading.values[name])}`,
    }));
}

function againstForgetting(report: Report, probe: string, name: string) {
  return readingsOf(report, probe, name)
    .map((reading) => ({ reading, moved: reading.place === 0 ? 0 : report.stages?.[reading.place]?.heldOutChange }))
    .filter(({ moved }) => moved !== undefined)
    .map(({ reading, moved }) => ({
      x: reading.value,
      y: moved!,
      label: reading.place === 0 ? 'base' : `${reading.place}`,
      title: `${reading.title}, held-out ${change(moved)}`,
    }));
}
