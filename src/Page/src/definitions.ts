import { change, percent, share } from './format';

/** Titles of the figures' definitions (src/Evaluation/Forgetting/ForgettingDefinitions.cs), in the order of reports. */
const titles: Record<string, string> = {
  learning_vs_previous: 'Learning (vs previous stage)',
  learning_vs_base: 'Learning (vs base)',
  target_forgetting: 'Target forgetting',
  target_overall: 'Target overall',
  heldout_change_last: 'Held-out change (last stage)',
  heldout_change_mean: 'Held-out change (mean of stages)',
  heldout_change_sum: 'Held-out change (sum of stages)',
  heldout_change_worst: 'Held-out change (worst stage)',
  chaudhry_forgetting: 'Forgetting (maximum minus last)',
  backward_transfer: 'Backward transfer',
  forward_transfer: 'Forward transfer',
  average_accuracy: 'Average accuracy',
  recovery: 'Recovery of the held-out average (share)',
};

/** Columns of the study's table, with short headers. */
export const comparisonColumns: [string, string][] = [
  ['learning_vs_previous', 'learning'],
  ['learning_vs_base', 'vs base'],
  ['heldout_change_last', 'held-out last'],
  ['heldout_change_mean', 'mean'],
  ['heldout_change_sum', 'sum'],
  ['heldout_change_worst', 'worst'],
  ['target_forgetting', 'target forgetting'],
];

export const titleOf = (definition: string): string => titles[definition] ?? definition;

export function figureText(definition: string, value: number | undefined): string {
  switch (definition) {
    case 'recovery':
      return share(value);
    case 'average_accuracy':
      return percent(value);
    default:
      return change(value);
  }
}
