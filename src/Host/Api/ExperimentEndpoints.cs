using System.Text.Json;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using LmmCl.Reports.History;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary><c>/api/experiments</c>: list, one, timeline.</summary>
internal static class ExperimentEndpoints
{
    private static readonly string[] statuses =
        [.. Enum.GetNames<ExperimentStatus>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/experiments", List)
            .WithSummary("Lists experiments, the newest first; filtered by status, method and a part of the name.")
            .Produces<PageOf<ExperimentItem>>();
        api.MapGet("/experiments/{id}", One)
            .WithSummary("Shows one experiment with its specification.")
            .Produces<ExperimentDetail>().Fails(StatusCodes.Status404NotFound);
        api.MapGet("/experiments/{id}/timeline", TimelineAsync)
            .WithSummary("Lists what happened to an experiment, each event as a sentence.")
            .Produces<IReadOnlyList<TimelineItem>>().Fails(StatusCodes.Status404NotFound);
    }

    private static PageOf<ExperimentItem> List(
        ExperimentIndex index,
        CurrentWork work,
        string[]? status = null,
        string? method = null,
        string? search = null,
        string? after = null,
        int? limit = null)
    {
        Check(status ?? []);
        var size = PageBounds.Limit(limit);
        var last = after is null ? null : index.Require(after);
        var found = index.Newest
            .Where(experiment => last is null || experiment.First < last.First)
            .Where(experiment => status is null or [] || status.Contains(ExperimentItem.StatusOf(experiment)))
            .Where(experiment => method is null || experiment.Summary.Specification?.Method == method)
            .Where(experiment => search is null || IsFound(experiment, search))
            .Take(size + 1)
            .ToList();
        return new(
            [.. found.Take(size).Select(experiment => ExperimentItem.Of(experiment, work.Of(experiment.Name)))],
            found.Count > size ? found[size - 1].Name : null);
    }

    private static ExperimentDetail One(string id, ExperimentIndex index, CurrentWork work)
    {
        var experiment = index.Require(id);
        return new(ExperimentItem.Of(experiment, work.Of(id)), experiment.Summary.Specification);
    }

    private static async Task<IReadOnlyList<TimelineItem>> TimelineAsync(
        string id, ExperimentIndex index, IEventLog log, CancellationToken ct, long? after = null, int? limit = null)
    {
        var size = PageBounds.Limit(limit);
        var from = index.VersionAfter(index.Require(id).Name, PageBounds.After(after));
        var items = new List<TimelineItem>();
        await foreach (var stored in log.ReadStreamAsync(id, from, ct))
        {
            items.Add(TimelineItem.Of(stored));
            if (items.Count == size)
            {
                break;
            }
        }

        return items;
    }

    private static bool IsFound(IndexedExperiment experiment, string search) =>
        experiment.Name.Contains(search, StringComparison.OrdinalIgnoreCase)
        || experiment.Summary.Specification?.Recipe.Contains(search, StringComparison.OrdinalIgnoreCase) == true;

    private static void Check(IEnumerable<string> asked)
    {
        if (asked.Except(statuses).FirstOrDefault() is { } unknown)
        {
            throw ApiProblem.Parameter("status", $"'{unknown}' is not a status.", $"Use {string.Join(", ", statuses)}.");
        }
    }
}

/// <summary>An event of an experiment in words.</summary>
/// <param name="Sequence">Position in the whole log.</param>
/// <param name="At">When it happened.</param>
/// <param name="Kind">Name of the event kind.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Hash">Hash of the event.</param>
internal sealed record TimelineItem(long Sequence, DateTimeOffset At, string Kind, string Sentence, string Hash)
{
    /// <summary>The item of an event.</summary>
    public static TimelineItem Of(StoredEvent stored) => new(
        stored.Sequence, stored.Timestamp, stored.Type, EventSentences.Say(stored.Decode()), Convert.ToHexStringLower(stored.Hash.Span));
}
