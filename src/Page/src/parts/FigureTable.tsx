import { figureText, titleOf } from '../definitions';
import { change, share } from '../format';
import { markOf } from '../data/fold';
import { From, Value } from './Value';
import { useMoment } from './view';

/** Learning and forgetting in every definition, with the event that last changed each figure. */
export function FigureTable() {
  const { moment } = useMoment();
  const figures = Object.values(moment.report.figures ?? {});
  return (
    <div class="scroll" role="region" aria-label="Figures" tabIndex={0}>
      <table class="figures">
        <thead>
          <tr><th scope="col">figure</th><th scope="col">points</th><th scope="col">event</th></tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.definition}>
              <th scope="row" title={`${figure.definition} v${figure.version}: ${figure.formula}`}>
                {titleOf(figure.definition)}
                <small>{figure.definition} v{figure.version}: {figure.formula}</small>
              </th>
              <td>
                <Value path={['figures', figure.definition, 'value']} value={figure.value} text={figureText(figure.definition, figure.value)}
                  note={`${figure.definition} v${figure.version}`} />
              </td>
              <td><From sequence={markOf(moment.marks, ['figures', figure.definition, 'value'])} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The deepest drop of each held-out benchmark and how much of it is back. */
export function RecoveryTable() {
  const { moment } = useMoment();
  const rows = Object.entries(moment.report.recovery ?? {});
  return (
    <div class="scroll" role="region" aria-label="Recovery" tabIndex={0}>
      <table class="recovery">
        <thead>
          <tr>
            <th scope="col">benchmark</th><th scope="col">deepest</th><th scope="col">at stage</th><th scope="col">back</th><th scope="col">recovered</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, row]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td><Value path={['recovery', name, 'drop']} value={row.drop} text={change(row.drop === undefined ? undefined : -row.drop)} /></td>
              <td><Value path={['recovery', name, 'deepestStage']} value={row.deepestStage} text={`${row.deepestStage}`} /></td>
              <td><Value path={['recovery', name, 'recovered']} value={row.recovered} text={change(row.recovered)} /></td>
              <td><Value path={['recovery', name, 'recovery']} value={row.recovery} text={share(row.recovery)} isLinked /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
