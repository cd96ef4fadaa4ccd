import { useEffect, useState } from 'preact/hooks';

/** An address behind the # of the page: #/experiment/quick-llm?at=412 */
export interface Route {
  path: string[];
  query: URLSearchParams;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const take = () => setRoute(read());
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return route;
}

export function link(path: string[], query: Record<string, string> = {}): string {
  const parameters = new URLSearchParams(query).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${parameters === '' ? '' : `?${parameters}`}`;
}

/** The part of an address that names the event at which something is shown; nothing for now. */
export function atEvent(sequence: number | null): Record<string, string> {
  return sequence === null ? {} : { at: `${sequence}` };
}

/** Changes the address without a new entry in the history and without drawing again. */
export function replaceAddress(path: string[], query: Record<string, string>): void {
  history.replaceState(null, '', link(path, query));
}

function read(): Route {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
