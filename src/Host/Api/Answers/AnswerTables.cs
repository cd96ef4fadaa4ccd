using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Host.Api.Answers;

/// <summary>Joins the recorded answers of a benchmark, and finds the pictures of its questions.</summary>
internal sealed class AnswerTables(IEventLog log, RunOptions options, ReportAnswers reports, SampleFiles files)
{
    private const int MostScores = 64;
    private const int MostPictures = 32;

    private readonly RecentResults<(string Experiment, AsOf AsOf), ScoreMatrix> scores = new(MostScores);
    private readonly RecentResults<(string Experiment, string Benchmark), RecordedPictures> pictures = new(MostPictures);

    /// <summary>The answers of a benchmark as of a point in time.</summary>
    /// <exception cref="ApiProblem">There is no such benchmark, or a file is not as it was recorded.</exception>
    public async Task<SampleTable> ReadAsync(IndexedExperiment experiment, string benchmark, AsOf asOf, CancellationToken ct)
    {
        var bounded = ReportAnswers.Bounded(experiment, asOf);
        var matrix = await scores.GetAsync(
            (experiment.Name, bounded), async () => (await reports.ReadAsync(experiment, bounded)).Scores, ct);
        Check(matrix, benchmark);
        var columns = new List<SampleColumn>();
        foreach (var stage in matrix.Rows.Keys)
        {
            if (matrix[stage, benchmark] is { } cell)
            {
                var samples = await files.ReadAsync(experiment.Name, cell.Score, $"the score of {benchmark} after stage {stage}", ct);
                columns.Add(new SampleColumn(stage.Number, cell, ById(samples)));
            }
        }

        return new SampleTable(columns);
    }

    /// <summary>The pictures of a benchmark's questions.</summary>
    /// <exception cref="ApiProblem">They are missing, or were not recorded.</exception>
    public async Task<RecordedPictures> PicturesAsync(IndexedExperiment experiment, string benchmark, CancellationToken ct)
    {
        try
        {
            return await pictures.GetAsync((experiment.Name, benchmark), () => FindPicturesAsync(experiment.Name, benchmark), ct);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            throw ApiProblem.Altered(error as InputException ?? new InputException($"benchmark '{benchmark}'", error.Message));
        }
    }

    private static void Check(ScoreMatrix matrix, string benchmark)
    {
        var known = matrix.Benchmarks.Select(planned => planned.Name).ToList();
        if (!known.Contains(benchmark))
        {
            throw ApiProblem.Unknown(
                "benchmark", benchmark, $"The experiment has no benchmark '{benchmark}'.", known, "It has none at all.");
        }
    }

    private static Dictionary<string, StoredSample> ById(IReadOnlyList<StoredSample> samples) =>
        samples.DistinctBy(sample => sample.Id).ToDictionary(sample => sample.Id, StringComparer.Ordinal);

    private async Task<RecordedPictures> FindPicturesAsync(string experiment, string benchmark)
    {
        var history = await log.ReadHistoryAsync(experiment);
        var inputs = history.Select(recorded => recorded.What).OfType<InputsRecorded>().FirstOrDefault()
            ?? throw new InputException($"experiment '{experiment}'", "what it reads was not recorded.", "Earlier versions did not.");
        return RecordedPictures.Read(RunFolder.Of(options.Runs, experiment), inputs, benchmark);
    }
}
