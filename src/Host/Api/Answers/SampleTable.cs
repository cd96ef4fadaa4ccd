using System.Globalization;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Api.Answers;

/// <summary>The answers of a benchmark, joined over the stages.</summary>
/// <param name="Columns">A column for each stage that was scored.</param>
internal sealed record SampleTable(IReadOnlyList<SampleColumn> Columns)
{
    private const double HalfRight = 0.5;

    /// <summary>The samples that a filter lets through, in the order of the first file.</summary>
    /// <param name="filter">Receives whether the sample was right, stage by stage.</param>
    public IEnumerable<AnsweredSample> Select(Predicate<IReadOnlyList<bool>> filter)
    {
        var ids = Columns.SelectMany(column => column.Samples.Keys).Distinct(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            var columns = Columns.Where(column => column.Samples.ContainsKey(id)).ToList();
            var answers = columns.ToDictionary(column => column.Stage, column => Answer(column, id));
            if (filter([.. answers.Values.Select(answer => answer.Right)]))
            {
                var sample = columns[0].Samples[id];
                yield return new AnsweredSample(
                    id,
                    sample.Question,
                    sample.Gold,
                    null,
                    0,
                    answers.ToDictionary(answer => answer.Key.ToString(CultureInfo.InvariantCulture), answer => answer.Value));
            }
        }
    }

    private static StageAnswer Answer(SampleColumn column, string id)
    {
        var sample = column.Samples[id];
        var score = sample.Scores.GetValueOrDefault(column.Cell.Score.Metric);
        return new StageAnswer(sample.Reply, sample.Reading, score, score >= HalfRight);
    }
}

/// <summary>The answers after one stage.</summary>
/// <param name="Stage">Number of the stage.</param>
/// <param name="Cell">The score that they gave, with its event.</param>
/// <param name="Samples">The answers by id, in the order of the file.</param>
internal sealed record SampleColumn(int Stage, ScoreCell Cell, IReadOnlyDictionary<string, StoredSample> Samples);
