using System.Text.Json.Nodes;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using LmmCl.Reports.Findings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary>Reports as the commands print them: of one experiment, of several, and queries over the store.</summary>
internal static class ReportEndpoints
{
    private const double UsualPoints = 5;
    private const int MostCompared = 200;
    private const string AsOfParameter = "asOf";

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/experiments/{id}/report", ReportAsync)
            .WithSummary("Reports learning, forgetting and recovery of an experiment, now or as of a sequence number, time or stage.")
            .Produces<JsonObject>().Produces(StatusCodes.Status304NotModified)
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("/experiments/{id}/frames", FramesAsync)
            .WithSummary("Shows how an experiment's report changed with each event: the document behind the page's time slider.")
            .Produces<JsonObject>().Produces(StatusCodes.Status304NotModified)
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("/compare", CompareAsync)
            .WithSummary("Compares experiments; with matched=true, methods at equal learning.")
            .Produces<JsonObject>().Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("/forgetting", ForgettingAsync)
            .WithSummary("Finds experiments that forgot a benchmark, and whether they recovered it.")
            .Produces<JsonObject>().Fails();
    }

    private static Task<IResult> ReportAsync(
        string id, HttpContext context, ExperimentIndex index, ReportAnswers reports, CancellationToken ct, string? asOf = null)
    {
        var moment = AsOfText.Parse(asOf, AsOfParameter);
        var experiment = index.Require(id);
        return EntityTags.AnswerAsync(context, EntityTags.Of(experiment.Head), () => reports.ReportAsync(experiment, moment, ct));
    }

    private static async Task<IResult> FramesAsync(
        string id, HttpContext context, ExperimentIndex index, FrameDocuments frames, CancellationToken ct)
    {
        var (head, json) = await frames.ReadAsync(index.Require(id), ct);
        return await EntityTags.AnswerAsync(context, EntityTags.Of(head), () => Task.FromResult(json));
    }

    private static async Task<IResult> CompareAsync(
        string[] experiment,
        ExperimentIndex index,
        ReportAnswers reports,
        CancellationToken ct,
        string? asOf = null,
        bool matched = false,
        double[]? levels = null)
    {
        if (experiment.Length is 0 or > MostCompared)
        {
            throw ApiProblem.Parameter(
                "experiment",
                $"{experiment.Length} experiments cannot be compared.",
                $"Name 1 to {MostCompared}: ?experiment=a&experiment=b");
        }

        var moment = AsOfText.Parse(asOf, AsOfParameter);
        var compared = experiment.Select(index.Require).ToList();
        var json = matched || levels is { Length: > 0 }
            ? await reports.MatchAsync(compared, levels is { Length: > 0 } ? levels : null, moment, ct)
            : await reports.CompareAsync(compared, moment, ct);
        return Results.Bytes(json, "application/json; charset=utf-8");
    }

    private static async Task<IResult> ForgettingAsync(
        string benchmark, ReportAnswers reports, CancellationToken ct, int? droppedAt = null, int? recoveredBy = null, double? by = null)
    {
        var question = new ForgettingQuestion(benchmark, droppedAt, recoveredBy, by ?? UsualPoints);
        return Results.Bytes(await reports.FindForgettingAsync(question, ct), "application/json; charset=utf-8");
    }
}
