using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Api.Answers;
using LmmCl.Host.Api.Problems;
using LmmCl.Host.Api.Recorded;
using LmmCl.Runs.Inputs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LmmCl.Host.Api;

/// <summary>Single questions of a benchmark with the answers after each stage, and their pictures.</summary>
internal static class AnswerEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/experiments/{id}/answers/{benchmark}", AnswersAsync)
            .WithSummary("Lists a benchmark's questions with the replies after each stage; filter: wrong, became-wrong or came-back.")
            .Produces<AnswersPage>().Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("/experiments/{id}/pictures/{benchmark}/{**sample}", PictureAsync)
            .WithSummary("Shows a picture of a question, if the experiment recorded it.")
            .Produces<byte[]>(StatusCodes.Status200OK, "image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp")
            .Fails(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static async Task<AnswersPage> AnswersAsync(
        string id,
        string benchmark,
        ExperimentIndex index,
        AnswerTables tables,
        CancellationToken ct,
        string? filter = null,
        string? asOf = null,
        long? after = null,
        int? limit = null)
    {
        var (test, moment) = (SampleFilter.Of(filter), AsOfText.Parse(asOf, "asOf"));
        var (skip, size) = (PageBounds.After(after), PageBounds.Limit(limit));
        var experiment = index.Require(id);
        var table = await tables.ReadAsync(experiment, benchmark, moment, ct);
        var found = table.Select(test).ToList();
        var items = found.Skip((int)Math.Min(skip, int.MaxValue)).Take(size).ToList();
        var (pictures, missing) = items.Count == 0 ? (null, null) : await PicturesAsync(experiment, benchmark, tables, ct);
        var end = skip + items.Count;
        return new AnswersPage(
            [.. table.Columns.Select(AnswersStage.Of)],
            found.Count,
            [.. items.Select(item => WithPicture(item, id, benchmark, pictures))],
            end < found.Count ? end.ToString(CultureInfo.InvariantCulture) : null,
            missing);
    }

    private static async Task<IResult> PictureAsync(
        string id, string benchmark, string sample, ExperimentIndex index, AnswerTables tables, CancellationToken ct, int? number = null)
    {
        // A slash within an id stays encoded in the path.
        var pictures = await tables.PicturesAsync(index.Require(id), benchmark, ct);
        var recorded = pictures.Of(sample) is { Count: > 0 } found ? found : pictures.Of(Uri.UnescapeDataString(sample));
        if ((number ?? 1) < 1 || recorded.Count < (number ?? 1))
        {
            throw new ApiProblem(
                StatusCodes.Status404NotFound, "sample", $"'{benchmark}' recorded no such picture.", "Take the address from the answers.");
        }

        return await ReadAsync(recorded[(number ?? 1) - 1], ct);
    }

    private static async Task<IResult> ReadAsync(RecordedPicture picture, CancellationToken ct)
    {
        try
        {
            var content = await Task.Run(picture.Read, ct);
            return ImageFormats.Detect(content) is not ImageFormat.Unknown and var format
                ? Results.Bytes(content, $"image/{format.ToString().ToLowerInvariant()}")
                : throw new InputException(picture.Path, "it is not a picture.", $"Only {ImageFormats.All} are shown.");
        }
        catch (InputException error)
        {
            throw ApiProblem.Altered(error);
        }
    }

    private static async Task<(RecordedPictures? Pictures, string? Missing)> PicturesAsync(
        IndexedExperiment experiment, string benchmark, AnswerTables tables, CancellationToken ct)
    {
        try
        {
            return (await tables.PicturesAsync(experiment, benchmark, ct), null);
        }
        catch (ApiProblem gone)
        {
            return (null, gone.Message);
        }
    }

    private static AnsweredSample WithPicture(AnsweredSample sample, string experiment, string benchmark, RecordedPictures? pictures)
    {
        var count = pictures?.Of(sample.Id).Count ?? 0;
        var address = $"/api/experiments/{Uri.EscapeDataString(experiment)}/pictures/{Uri.EscapeDataString(benchmark)}";
        return count == 0 ? sample : sample with { Picture = $"{address}/{Uri.EscapeDataString(sample.Id)}", Pictures = count };
    }
}
