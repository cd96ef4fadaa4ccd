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

/** Where the page gets what it shows: the running service, or the document in a self-contained file. */
export interface Source {
  readonly isLive: boolean;
  experiments(): Promise<ExperimentItem[]>;
  newest(): Promise<string | null>;
  experiment(name: string): Promise<ExperimentItem | null>;
  frames(name: string): Promise<FramesDocument>;
  hasAnswers(name: string, benchmark: string): boolean;
  answers(name: string, benchmark: string, choice: AnswerChoice, after: string | null): Promise<AnswersPage>;
  matched(names: string[]): Promise<Matched | null>;
  queue(): Promise<Queue | null>;
  sweeps(): Promise<SweepItem[]>;
  sweep(name: string): Promise<SweepDetail>;
  plugins(): Promise<Plugin[]>;
  /** Calls back for each new event; the result ends it. */
  follow(take: (event: LiveEvent) => void): () => void;
  /** Calls back when the connection to the service is lost or made. */
  onConnection(take: (isConnected: boolean) => void): () => void;
}
