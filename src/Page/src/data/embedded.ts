import type { Source } from './source';
import { Fold } from './fold';
import type { AnswerChoice, AnswerFilter, AnswersPage, EmbeddedDocument, ExperimentItem, FramesDocument, Sample } from './types';

const nothing = () => () => {};

/** The document embedded in a self-contained page; null in the page of a service. */
export function embeddedSource(): Source | null {
  const element = document.getElementById('lmmcl-data');
  return element === null ? null : new Embedded(JSON.parse(element.textContent ?? '') as EmbeddedDocument);
}

class Embedded implements Source {
  readonly isLive = false;

  constructor(private readonly content: EmbeddedDocument) {}

  async experiments(): Promise<ExperimentItem[]> {
    return this.content.experiments.map(itemOf);
  }

  async newest(): Promise<string | null> {
    const started = (found: FramesDocument) => found.frames[0]?.at ?? '';
    const [first, ...others] = this.content.experiments;
    return first === undefined ? null : others.reduce((a, b) => (started(b) > started(a) ? b : a), first).experiment;
  }

  async experiment(name: string): Promise<ExperimentItem | null> {
    return itemOf(this.find(name));
  }

  async frames(name: string): Promise<FramesDocument> {
    return this.find(name);
  }

  hasAnswers(name: string, benchmark: string): boolean {
    return this.content.answers?.[name]?.[benchmark] !== undefined;
  }

  async answers(name: string, benchmark: string, { filter, at }: AnswerChoice) {
    const page = this.content.answers?.[name]?.[benchmark];
    if (page === undefined) {
      throw new Error('This file holds no answers. Write it again with: lmmcl page --answers');
    }
    const known = at === null ? page : asOf(page, at);
    const items = known.items.filter((sample) => passes(sample, filter));
    return { ...known, items, total: items.length, next: null };
  }

  async matched(names: string[]) {
    return names.length === this.content.experiments.length ? this.content.matched : null;
  }

  queue = async () => null;
  sweeps = async () => [];
  plugins = async () => [];
  follow = nothing;
  onConnection = nothing;

  async sweep(): Promise<never> {
    throw new Error('This file holds no sweeps.');
  }

  private find(name: string): FramesDocument {
    const found = this.content.experiments.find((document) => document.experiment === name);
    if (found === undefined) {
      throw new Error(`This file does not hold the experiment '${name}'.`);
    }
    return found;
  }
}

function itemOf(document: FramesDocument): ExperimentItem {
  const { report } = new Fold(document).last;
  const stages = Object.values(report.stages ?? {});
  return {
    experiment: document.experiment,
    method: report.method ?? null,
    recipe: report.recipe ?? null,
    seed: report.seed ?? null,
    learningRate: report.learningRate ?? null,
    status: report.status ?? 'unknown',
    stages: document.plan.stages.length + 1,
    stagesDone: stages.filter((stage) => Object.keys(stage.scores).length === document.plan.benchmarks.length).length,
    stage: stages.at(-1)?.stage ?? null,
    skill: stages.at(-1)?.skill ?? null,
    progress: null,
    startedAt: document.frames[0]?.at ?? null,
    endedAt: document.frames.at(-1)?.at ?? null,
    headSequence: document.head?.sequence ?? 0,
  };
}

/** The answers whose scores were recorded up to an event. A file holds the last scores alone: what was rescored later is left out. */
function asOf(page: AnswersPage, at: number): AnswersPage {
  const stages = page.stages.filter((stage) => stage.sequence <= at);
  const items = page.items.map((sample) => ({
    ...sample,
    stages: Object.fromEntries(stages.flatMap(({ stage }) => (sample.stages[stage] === undefined ? [] : [[stage, sample.stages[stage]]]))),
  }));
  return { ...page, stages, items: items.filter((sample) => Object.keys(sample.stages).length > 0) };
}

/** The service's filters (src/Host/Api/Answers/SampleFilter.cs). */
function passes(sample: Sample, filter: AnswerFilter): boolean {
  const right = Object.keys(sample.stages).map((stage) => sample.stages[stage]!.right);
  const last = right.at(-1) ?? false;
  switch (filter) {
    case 'wrong':
      return !last;
    case 'became-wrong':
      return !last && right.includes(true);
    case 'came-back':
      return last && right.indexOf(false, right.indexOf(true)) > 0;
    default:
      return true;
  }
}
