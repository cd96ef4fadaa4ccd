using System.Text.Json.Nodes;
using LmmCl.EventStore.Projections;
using LmmCl.Events;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary><c>/api/sweeps</c>: planned experiments, their states, and the matched-learning front.</summary>
internal static class SweepEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sweeps", List)
            .WithSummary("Lists sweeps with the number of their experiments in each state.")
            .Produces<IReadOnlyList<SweepItem>>();
        api.MapGet("/sweeps/{name}", OneAsync)
            .WithSummary("Shows a sweep's experiments and, once some have finished, the methods at equal learning.")
            .Produces<SweepDetail>().Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static IReadOnlyList<SweepItem> List(ExperimentIndex index) =>
        [.. index.Sweeps.Values.OrderBy(sweep => sweep.Sweep, StringComparer.Ordinal).Select(sweep => SweepItem.Of(sweep, index))];

    private static async Task<SweepDetail> OneAsync(string name, ExperimentIndex index, ReportAnswers reports, CancellationToken ct)
    {
        var sweep = index.Sweeps.GetValueOrDefault(name) ?? throw ApiProblem.Unknown(
            "name", name, $"The store has no sweep '{name}'.", [.. index.Sweeps.Keys], "It has none at all.");
        var begun = sweep.Experiments.Select(planned => index.Find(planned.Name)).OfType<IndexedExperiment>()
            .Where(experiment => experiment.Summary.Specification is not null).ToList();
        return new SweepDetail(
            name,
            sweep.File.Hex,
            [.. sweep.Experiments.Select(planned => SweepExperiment.Of(planned, index.Find(planned.Name)))],
            begun.Count == 0 ? null : JsonNode.Parse(await reports.MatchAsync(begun, null, default, ct)));
    }
}

/// <summary>A sweep in a list.</summary>
/// <param name="Sweep">Its name.</param>
/// <param name="Planned">Number of planned experiments.</param>
/// <param name="States">Number of experiments by status; planned for those that have not begun.</param>
internal sealed record SweepItem(string Sweep, int Planned, IReadOnlyDictionary<string, int> States)
{
    /// <summary>The item of a sweep.</summary>
    public static SweepItem Of(SweepPlanned sweep, ExperimentIndex index) => new(
        sweep.Sweep,
        sweep.Experiments.Count,
        sweep.Experiments.CountBy(planned => SweepExperiment.StatusOf(index.Find(planned.Name))).ToDictionary());
}

/// <summary>One sweep.</summary>
/// <param name="Sweep">Its name.</param>
/// <param name="FileHash">Hash of its file.</param>
/// <param name="Experiments">Its planned experiments.</param>
/// <param name="Matched">What <c>lmmcl compare --matched --format json</c> prints of those that have begun; null if none has.</param>
internal sealed record SweepDetail(string Sweep, string FileHash, IReadOnlyList<SweepExperiment> Experiments, JsonNode? Matched);

/// <summary>A planned experiment of a sweep.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Method">Id of the method.</param>
/// <param name="LearningRate">Peak learning rate.</param>
/// <param name="Seed">Seed of all randomness.</param>
/// <param name="Status">Its status; planned before it has begun.</param>
/// <param name="Stages">Number of planned stages; 0 before it has begun.</param>
/// <param name="StagesDone">Number of complete stages.</param>
internal sealed record SweepExperiment(
    string Experiment, string Method, double LearningRate, long Seed, string Status, int Stages, int StagesDone)
{
    /// <summary>The entry of an experiment.</summary>
    public static SweepExperiment Of(PlannedExperiment planned, IndexedExperiment? begun) => new(
        planned.Name, planned.Method, planned.LearningRate, planned.Seed, StatusOf(begun), begun?.Stages ?? 0, begun?.StagesDone ?? 0);

    /// <summary>The status of a planned experiment.</summary>
    public static string StatusOf(IndexedExperiment? begun) =>
        begun is null || begun.Summary.Status == ExperimentStatus.Unknown ? "planned" : ExperimentItem.StatusOf(begun);
}
