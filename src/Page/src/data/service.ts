import { EventFeed } from './feed';
import type { Source } from './source';
import type {
  AnswerChoice,
  AnswersPage,
  ExperimentItem,
  FramesDocument,
  LiveEvent,
  Matched,
  Plugin,
  Queue,
  SweepDetail,
  SweepItem,
} from './types';

const MOST_PER_CALL = 1000;

/** The running service. */
export class Service implements Source {
  readonly isLive = true;
  private readonly feed = new EventFeed('/api/events/stream');

  async experiments(): Promise<ExperimentItem[]> {
    const all: ExperimentItem[] = [];
    for (let after: string | null = null; ; ) {
      const more: string = after === null ? '' : `&after=${encodeURIComponent(after)}`;
      const page: { items: ExperimentItem[]; next: string | null } = await get(`/api/experiments?limit=${MOST_PER_CALL}${more}`);
      all.push(...page.items);
      after = page.next;
      if (after === null) {
        return all;
      }
    }
  }

  async newest(): Promise<string | null> {
    const page = await get<{ items: ExperimentItem[] }>('/api/experiments?limit=1');
    return page.items[0]?.experiment ?? null;
  }

  experiment = (name: string) => get<ExperimentItem>(`/api/experiments/${encodeURIComponent(name)}`);

  frames = (name: string) => get<FramesDocument>(`/api/experiments/${encodeURIComponent(name)}/frames`);

  hasAnswers = () => true;

  answers(name: string, benchmark: string, { filter, at }: AnswerChoice, after: string | null): Promise<AnswersPage> {
    const query = new URLSearchParams({ limit: '50' });
    if (filter !== '') {
      query.set('filter', filter);
    }
    if (at !== null) {
      query.set('asOf', `${at}`);
    }
    if (after !== null) {
      query.set('after', after);
    }
    return get(`/api/experiments/${encodeURIComponent(name)}/answers/${encodeURIComponent(benchmark)}?${query}`);
  }

  async matched(names: string[]): Promise<Matched | null> {
    const query = names.map((name) => `experiment=${encodeURIComponent(name)}`).join('&');
    return names.length < 2 ? null : get(`/api/compare?matched=true&${query}`);
  }

  queue = () => get<Queue>('/api/queue');

  sweeps = () => get<SweepItem[]>('/api/sweeps');

  sweep = (name: string) => get<SweepDetail>(`/api/sweeps/${encodeURIComponent(name)}`);

  plugins = () => get<Plugin[]>('/api/plugins');

  follow = (take: (event: LiveEvent) => void) => this.feed.follow(take);

  onConnection = (take: (isConnected: boolean) => void) => this.feed.onConnection(take);
}

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address, { headers: { Accept: 'application/json' } });
  if (response.ok) {
    return (await response.json()) as T;
  }
  if (response.status === 401) {
    location.assign('/login');
  }
  throw new Error(await problemOf(response));
}

/** The text of a problem document (RFC 9457); the status if there is none. */
async function problemOf(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { title?: string; detail?: string };
    return [problem.title, problem.detail].filter(Boolean).join(' ') || `The service answered ${response.status}.`;
  } catch {
    return `The service answered ${response.status}.`;
  }
}
