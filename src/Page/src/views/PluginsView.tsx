import { useLoaded, useSource } from '../app/source';
import { Problem } from '../parts/Problem';
import { Status } from '../parts/Status';

/** Method plugins with their statuses and the reasons. */
export function PluginsView() {
  const source = useSource();
  const { value, error } = useLoaded(() => source.plugins(), 'plugins');
  return (
    <>
      <header class="title"><h1>Plugins</h1></header>
      <section class="card">
        <Problem text={error ?? (value?.length === 0 ? 'There are no plugins.' : '')} />
        <div class="scroll" role="region" aria-label="Plugins" tabIndex={0}>
          <table class="plugins">
            <thead>
              <tr>
                <th scope="col">plugin</th><th scope="col">status</th><th scope="col">reason</th><th scope="col">version</th>
                <th scope="col">contract</th><th scope="col">capabilities</th>
              </tr>
            </thead>
            <tbody>
              {value?.map((plugin) => (
                <tr key={plugin.id}>
                  <th scope="row">{plugin.id}<small>{plugin.shipped ? 'shipped' : ' '}</small></th>
                  <td><Status status={plugin.status.toLowerCase()} /></td>
                  <td class="text">{plugin.reason}</td>
                  <td>{plugin.version}</td>
                  <td>{plugin.contract}</td>
                  <td class="text">{plugin.capabilities.join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
