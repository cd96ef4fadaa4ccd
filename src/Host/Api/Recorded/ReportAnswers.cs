using System.Text;
using LmmCl.Abstractions;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Commands;
using LmmCl.Reports.Families;
using LmmCl.Reports.Findings;
using LmmCl.Reports.Formats;
using MediatR;

namespace LmmCl.Host.Api.Recorded;

/// <summary>
/// Reports as the commands print them in JSON, kept by the last event that they include: as long as nothing new is recorded, a report is
/// computed once.
/// </summary>
internal sealed class ReportAnswers(IMediator mediator, ExperimentIndex index)
{
    private const int MostReports = 256;
    private const int MostComparisons = 32;

    private readonly RecentResults<(string Experiment, AsOf AsOf), byte[]> reports = new(MostReports);
    private readonly RecentResults<string, byte[]> others = new(MostComparisons);

    /// <summary>The JSON of <c>lmmcl report --format json</c>.</summary>
    public Task<byte[]> ReportAsync(IndexedExperiment experiment, AsOf asOf, CancellationToken ct)
    {
        var bounded = Bounded(experiment, asOf);
        return reports.GetAsync(
            (experiment.Name, bounded), async () => Bytes(JsonFormat.Forgetting(await ReadAsync(experiment, bounded))), ct);
    }

    /// <summary>The JSON of <c>lmmcl compare --format json</c>.</summary>
    public Task<byte[]> CompareAsync(IReadOnlyList<IndexedExperiment> experiments, AsOf asOf, CancellationToken ct) =>
        FoldAsync("compare", experiments, asOf, JsonFormat.Comparison, ct);

    /// <summary>The JSON of <c>lmmcl compare --matched --format json</c>.</summary>
    public Task<byte[]> MatchAsync(
        IReadOnlyList<IndexedExperiment> experiments, IReadOnlyList<double>? levels, AsOf asOf, CancellationToken ct) => FoldAsync(
        $"matched {string.Join(' ', levels ?? [])}",
        experiments,
        asOf,
        data => MatchedJson.Render(MatchedComparison.Of(data, levels)),
        ct);

    /// <summary>The JSON of <c>lmmcl forgetting --format json</c>.</summary>
    public Task<byte[]> FindForgettingAsync(ForgettingQuestion question, CancellationToken ct) => others.GetAsync(
        $"forgetting {index.Head} {question.Benchmark} {question}",
        async () => Bytes(ForgettingFindingsText.Json(await mediator.Send(new FindForgetting(question)))),
        ct);

    /// <summary>The report's data, not kept.</summary>
    /// <exception cref="ApiProblem">It had not begun then, or its history was altered.</exception>
    public async Task<ReportData> ReadAsync(IndexedExperiment experiment, AsOf asOf)
    {
        if (asOf.Sequence < experiment.First)
        {
            throw new ApiProblem(
                404, "asOf", $"'{experiment.Name}' had not begun as of {asOf}.", $"It began with sequence {experiment.First}.");
        }

        try
        {
            return await mediator.Send(new BuildReport(experiment.Name, asOf));
        }
        catch (InputException error)
        {
            throw error.Problem.StartsWith("it had not begun", StringComparison.Ordinal)
                ? new ApiProblem(404, "asOf", $"'{experiment.Name}': {error.Problem}", error.Fix)
                : ApiProblem.Altered(error);
        }
    }

    /// <summary>A point in time that stays the same while events are appended.</summary>
    public static AsOf Bounded(IndexedExperiment experiment, AsOf asOf) =>
        asOf with { Sequence = Math.Min(asOf.Sequence ?? long.MaxValue, experiment.Head.Sequence) };

    private Task<byte[]> FoldAsync(
        string what,
        IReadOnlyList<IndexedExperiment> experiments,
        AsOf asOf,
        Func<IReadOnlyList<ReportData>, string> render,
        CancellationToken ct) => others.GetAsync(
        $"{what} {asOf} {string.Join(' ', experiments.Select(experiment => experiment.Name + experiment.Head.Hash))}",
        async () =>
        {
            var data = new List<ReportData>();
            foreach (var experiment in experiments)
            {
                data.Add(await ReadAsync(experiment, Bounded(experiment, asOf)));
            }

            return Bytes(render(data));
        },
        ct);

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
