import { link } from '../app/router';
import { useEventBursts, useLoaded, useSource } from '../app/source';
import { rate } from '../format';
import { MatchedFront } from '../parts/MatchedFront';
import { Problem } from '../parts/Problem';
import { Status } from '../parts/Status';

const RELOAD_AFTER = 1500;

export function SweepsView() {
  const source = useSource();
  const { value, error, reload } = useLoaded(() => source.sweeps(), 'sweeps');
  useEventBursts(reload, RELOAD_AFTER, (event) => event.kind !== 'training-progressed');
  return (
    <>
      <header class="title"><h1>Sweeps</h1></header>
      <section class="card">
        <Problem text={error ?? (value?.length === 0 ? 'No sweep has been planned.' : '')} />
        <table>
          <thead><tr><th scope="col">sweep</th><th scope="col">experiments</th><th scope="col">states</th></tr></thead>
          <tbody>
            {value?.map((sweep) => (
              <tr key={sweep.sweep}>
                <th scope="row"><a href={link(['sweeps', sweep.sweep])}>{sweep.sweep}</a></th>
                <td>{sweep.planned}</td>
                <td>{Object.entries(sweep.states).map(([state, number]) => <span key={state}>{number} <Status status={state} /> </span>)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** One sweep: its experiments, and the matched-learning front as it grows. */
export function SweepView({ name }: { name: string }) {
  const source = useSource();
  const { value, error, reload } = useLoaded(() => source.sweep(name), name);
  useEventBursts(reload, RELOAD_AFTER, (event) => event.kind !== 'training-progressed');
  if (value === null) {
    return <Problem text={error ?? ''} />;
  }
  return (
    <>
      <header class="title"><h1>{value.sweep}</h1><p>{value.experiments.length} planned experiments</p></header>
      {value.matched !== null && <MatchedFront matched={value.matched} />}
      <section class="card">
        <h2>Experiments</h2>
        <div class="scroll" role="region" aria-label="Experiments of the sweep" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">experiment</th><th scope="col">status</th><th scope="col">stages</th><th scope="col">method</th>
                <th scope="col">rate</th><th scope="col">seed</th>
              </tr>
            </thead>
            <tbody>
              {value.experiments.map((item) => (
                <tr key={item.experiment}>
                  <th scope="row">{item.status === 'planned' ? item.experiment : <a href={link(['experiment', item.experiment])}>{item.experiment}</a>}</th>
                  <td><Status status={item.status} /></td>
                  <td>{item.stagesDone}/{item.stages || '–'}</td>
                  <td>{item.method}</td>
                  <td>{rate(item.learningRate)}</td>
                  <td>{item.seed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
