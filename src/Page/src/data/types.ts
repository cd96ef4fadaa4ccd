/** Shapes of the service's answers and of the document embedded in a self-contained page (docs/page.md). */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface EventNote {
  hash: string;
  kind: string;
  at: string;
}

export interface Frame {
  sequence: number;
  at: string;
  kind: string;
  hash: string;
  sentence: string;
  report: JsonObject;
}

export interface Curve {
  totalSteps: number;
  points: number;
  sequence: number[];
  step: number[];
  loss: (number | null)[];
  learningRate: (number | null)[];
  gradientNorm: (number | null)[];
}

export interface PlannedStage {
  stage: number;
  skill: string;
  benchmark: string;
}

export interface PlannedBenchmark {
  name: string;
  group: 'target' | 'heldOut' | 'extra';
}

export interface FramesDocument {
  experiment: string;
  verified: boolean;
  head: { sequence: number; version: number; hash: string } | null;
  plan: { baseModel: string | null; stages: PlannedStage[]; benchmarks: PlannedBenchmark[] };
  frames: Frame[];
  curves: Record<string, Curve>;
  events: Record<string, EventNote>;
  /** The last live event that was added since the document was built; nobody has verified what is after `head`. */
  tip?: number;
}

/** A report with its lists keyed (src/Reports/Frames/KeyedReport.cs); what is null in the report is absent. */
export interface Report {
  experiment?: string;
  recipe?: string;
  method?: string;
  seed?: number;
  learningRate?: number;
  status?: string;
  parametersTrained?: number;
  parametersTotal?: number;
  seconds?: number;
  peakMemory?: Record<string, Record<string, { bytes?: number; deviceBytes?: number }>>;
  stages?: Record<string, ReportStage>;
  figures?: Record<string, { definition: string; version: number; formula: string; value?: number }>;
  recovery?: Record<string, { drop?: number; deepestStage?: number; recovered?: number; recovery?: number }>;
  probes?: Record<string, Record<string, { samples: number; values: Record<string, number> }>>;
  measurements?: Record<string, Record<string, { values: Record<string, number> }>>;
  variants?: Record<string, ReportVariant>;
}

export interface ReportStage {
  stage: number;
  skill?: string;
  heldOutAverage?: number;
  heldOutStandardError?: number;
  heldOutChange?: number;
  scores: Record<string, Score>;
}

export interface Score {
  benchmark: string;
  score: number;
  change?: number;
  sequence: number;
  asPublished?: number;
  asPublishedDiffers: boolean;
  standardError: number;
  samples: number;
  metric: string;
  scorer: string;
  scorerVersion: number;
  answers: string;
  answersHash: string;
  firstScore?: number;
  firstScorerVersion?: number;
}

export interface ReportVariant {
  variant: string;
  learning?: number;
  heldOutChangeLast?: number;
  heldOutChangeMean?: number;
  heldOutChangeWorst?: number;
}

export interface Progress {
  title: string;
  done: number;
  total: number;
  rate: number | null;
  etaSeconds: number | null;
  detail?: string;
}

export interface ExperimentItem {
  experiment: string;
  method: string | null;
  recipe: string | null;
  seed: number | null;
  learningRate: number | null;
  status: string;
  stages: number;
  stagesDone: number;
  stage: number | null;
  skill?: string | null;
  progress: Progress | null;
  failure?: { stage: number; kind: string; message: string } | null;
  startedAt: string | null;
  endedAt: string | null;
  headSequence: number;
}

export interface QueueItem {
  experiment: string;
  state: string;
  priority: number;
  position: number | null;
  submittedAt: string;
  reason?: string | null;
  slot?: number | null;
  progress: Progress | null;
}

export interface Queue {
  items: QueueItem[];
  running: number;
  paused: number;
}

export interface StageAnswer {
  reply: string;
  reading?: string | null;
  score: number | null;
  right: boolean;
}

export interface Sample {
  id: string;
  question: string;
  gold: string[];
  picture: string | null;
  pictures?: number;
  stages: Record<string, StageAnswer>;
}

export interface AnswersStage {
  stage: number;
  score: number;
  scorer: string;
  scorerVersion: number;
  sequence: number;
  answersHash: string;
}

export interface AnswersPage {
  stages: AnswersStage[];
  total: number;
  items: Sample[];
  next: string | null;
  picturesMissing?: string | null;
}

export interface Spread {
  mean: number | null;
  standardDeviation: number | null;
  least: number | null;
  most: number | null;
  seeds: number;
}

export interface Matched {
  levels: number[];
  methods: {
    method: string;
    seeds: number;
    cannotBeMatched: string | null;
    atLevels: { learning: number; heldOutChange: Spread; targetForgetting: Spread }[];
    rates: {
      learningRate: number | null;
      learning: Spread;
      heldOutChange: Spread;
      targetForgetting: Spread;
      onFrontOfAll: boolean;
      experiments: { experiment: string; seed: number | null; learning: number; heldOutChange: number; onFrontOfSeed: boolean }[];
    }[];
  }[];
  unfinished: string[];
}

export interface SweepItem {
  sweep: string;
  planned: number;
  states: Record<string, number>;
}

export interface SweepDetail {
  sweep: string;
  experiments: {
    experiment: string;
    method: string;
    learningRate: number;
    seed: number;
    status: string;
    stages: number;
    stagesDone: number;
  }[];
  matched: Matched | null;
}

export interface Plugin {
  id: string;
  version: string | null;
  contract: string | null;
  capabilities: string[];
  status: string;
  reason: string;
  shipped: boolean;
}

export interface LiveEvent {
  sequence: number;
  stream: string;
  at: string;
  kind: string;
  hash: string;
  data: JsonObject;
}

export type AnswerFilter = '' | 'wrong' | 'became-wrong' | 'came-back';

/** Which answers of a benchmark are listed. */
export interface AnswerChoice {
  filter: AnswerFilter;
  /** The event as of which they are listed; null for the newest. */
  at: number | null;
}

/** What a self-contained page holds. */
export interface EmbeddedDocument {
  experiments: FramesDocument[];
  matched: Matched | null;
  answers: Record<string, Record<string, AnswersPage>> | null;
}
