using LmmCl.Abstractions;
using LmmCl.Audit;
using LmmCl.Evaluation.Forgetting;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Composition;
using LmmCl.Reports.Families;
using LmmCl.Reports.Findings;
using MediatR;

namespace LmmCl.Host.Commands;

/// <summary>Searches all experiments of the store for those that forgot a benchmark.</summary>
/// <param name="Question">The query.</param>
internal sealed record FindForgetting(ForgettingQuestion Question) : IRequest<ForgettingFindings>;

/// <summary>Verifies the store, then folds every experiment in one pass over the log.</summary>
internal sealed class FindForgettingHandler(IEventLog log, HostSettings options) : IRequestHandler<FindForgetting, ForgettingFindings>
{
    /// <inheritdoc/>
    /// <exception cref="InputException">The query is invalid, no experiment has the benchmark, or the store was altered.</exception>
    public async Task<ForgettingFindings> Handle(FindForgetting request, CancellationToken cancellationToken)
    {
        var question = request.Question.Checked();
        await SoundStore.CheckAsync(log, options.Store, cancellationToken, mayBeEmpty: true);
        var folded = await log.FoldAllAsync<ScoredExperiment>(ct: cancellationToken);
        var experiments = folded
            .Where(item => StreamNames.IsExperiment(item.Key))
            .Select(experiment => experiment.Value.ToReport(experiment.Key)).ToList();
        var concerned = experiments.Where(data => Names(data).Contains(question.Benchmark)).ToList();
        if (concerned.Count == 0)
        {
            var known = experiments.SelectMany(Names).Distinct().ToList();
            throw new InputException(
                $"benchmark '{question.Benchmark}'",
                "no experiment of the store has it.",
                known.Count == 0 ? "The store has no experiments at all: run one first." : NearMatches.Suggest(question.Benchmark, known));
        }

        return Answer(question, concerned);
    }

    private static ForgettingFindings Answer(ForgettingQuestion question, List<ReportData> concerned)
    {
        var drops = concerned
            .Select(data => (
                Data: data,
                Drop: BenchmarkDrop.Of(data.Accuracy, question.Benchmark, question.DroppedAt, question.RecoveredBy)))
            .ToList();
        var found = drops
            .Where(item => item.Drop is { } drop && drop.IsAtLeast(question.Points) && (question.RecoveredBy is null || drop.IsRecovered))
            .OrderByDescending(item => item.Drop!.Points)
            .ToList();
        var shown = found.Select(item => item.Data).ToList();
        return new ForgettingFindings(
            question,
            [.. found.Select(item => new ForgettingFinding(
                item.Data.Stream, Label(item.Data, shown), item.Data.StageLabel(new(item.Drop!.Stage)), item.Drop))],
            drops.Count(item => item.Drop is not null),
            [.. drops.Where(item => item.Drop is null).Select(item => item.Data.Stream)],
            [.. shown.SelectMany(data => Scorers(data, question.Benchmark)).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>The label without the name: where only the name distinguishes experiments, it is printed beside the label anyway.</summary>
    private static string Label(ReportData data, List<ReportData> shown) =>
        ExperimentLabels.Of(data, shown).Replace($" ({data.Stream})", "", StringComparison.Ordinal);

    private static IEnumerable<string> Names(ReportData data) => data.Scores.Benchmarks.Select(benchmark => benchmark.Name);

    private static IEnumerable<string> Scorers(ReportData data, string benchmark) =>
        from stage in data.Stages
        let cell = data.Scores[stage, benchmark]
        where cell is not null
        select $"{cell.Score.Scorer} v{cell.Score.ScorerVersion}";
}
