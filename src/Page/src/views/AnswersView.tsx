import { useEffect, useState } from 'preact/hooks';
import { atEvent, link, replaceAddress } from '../app/router';
import { useSource } from '../app/source';
import type { AnswerFilter, AnswersPage, Sample } from '../data/types';
import { percent } from '../format';
import { Problem } from '../parts/Problem';

const filters: [AnswerFilter, string][] = [
  ['', 'all'],
  ['wrong', 'wrong at the end'],
  ['became-wrong', 'became wrong'],
  ['came-back', 'came back'],
];

/** The questions of a benchmark with the answers after each stage. Text of a model is only ever text here. */
export function AnswersView({ experiment, benchmark, query }: { experiment: string; benchmark: string; query: URLSearchParams }) {
  const source = useSource();
  const [filter, setFilter] = useState<AnswerFilter>((query.get('filter') as AnswerFilter | null) ?? '');
  const at = query.get('at') === null ? null : Number(query.get('at'));
  const [page, setPage] = useState<AnswersPage | null>(null);
  const [error, setError] = useState('');
  const load = async (after: string | null) => {
    try {
      const more = await source.answers(experiment, benchmark, { filter, at }, after);
      setPage((old) => (after === null || old === null ? more : { ...more, items: [...old.items, ...more.items] }));
      setError('');
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  useEffect(() => {
    void load(null);
    replaceAddress(['experiment', experiment, 'answers', benchmark], { ...atEvent(at), ...(filter === '' ? {} : { filter }) });
  }, [filter]);
  return (
    <>
      <header class="title">
        <h1>{benchmark}</h1>
        <p><a href={link(['experiment', experiment], atEvent(at))}>{experiment}</a>: questions, and the answers after each stage{at !== null && (
          <>, as they were at event {at} (<a href={link(['experiment', experiment, 'answers', benchmark])}>now</a>)</>
        )}</p>
      </header>
      <section class="card">
        <fieldset class="filter">
          <legend class="hidden">Which questions</legend>
          {filters.map(([value, title]) => (
            <label key={value}>
              <input type="radio" name="filter" value={value} checked={filter === value} onChange={() => setFilter(value)} /> {title}
            </label>
          ))}
          <span class="counted" role="status">{page === null ? ' ' : `${page.total} question${page.total === 1 ? '' : 's'}`}</span>
        </fieldset>
        <Problem text={error || (page?.picturesMissing ?? '')} />
        <p class="note">
          {page?.stages.map((stage) => (
            <span key={stage.stage} title={`${stage.scorer} v${stage.scorerVersion}\nanswers ${stage.answersHash}`}>
              {stage.stage === 0 ? 'base' : `stage ${stage.stage}`} {percent(stage.score)} (#{stage.sequence})&ensp;
            </span>
          ))}
        </p>
      </section>
      <ol class="samples">
        {page?.items.map((sample) => <SampleCard key={sample.id} sample={sample} />)}
      </ol>
      {page?.next != null && <p><button type="button" onClick={() => void load(page.next)}>Show more</button></p>}
    </>
  );
}

function SampleCard({ sample }: { sample: Sample }) {
  return (
    <li class="card sample">
      <div class="picture">
        {sample.picture === null ? <span class="missing">no picture</span> : <img src={sample.picture} alt={`Picture of question ${sample.id}`} loading="lazy" />}
      </div>
      <div>
        <h2 class="question">{sample.question}</h2>
        <p class="gold">expected: <b>{sample.gold.join(' | ')}</b> <small>{sample.id}</small></p>
        <table class="answers">
          <tbody>
            {Object.entries(sample.stages).map(([stage, answer]) => (
              <tr key={stage} class={answer.right ? 'right' : 'wrong'}>
                <th scope="row">{stage === '0' ? 'base' : stage}</th>
                <td aria-label={answer.right ? 'right' : 'wrong'}>{answer.right ? '✓' : '✗'}</td>
                <td class="reply">{answer.reply}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </li>
  );
}
