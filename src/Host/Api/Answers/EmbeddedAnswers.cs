using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Data.Images;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.Events;
using LmmCl.Host.Api.Problems;
using LmmCl.Reports.Families;
using LmmCl.Runs;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Host.Api.Answers;

/// <summary>All answers of an experiment with their pictures, for a page that is written to a file.</summary>
internal sealed class EmbeddedAnswers(IEventLog log, RunOptions options)
{
    private readonly SampleFiles files = new(options);

    /// <summary>By benchmark, what the API lists of it, with pictures as data addresses.</summary>
    /// <exception cref="InputException">A file of answers is missing or altered.</exception>
    public async Task<JsonObject> ReadAsync(string experiment, AsOf asOf, CancellationToken ct)
    {
        var data = await ReportData.ReadAsync(log, experiment, asOf, ct);
        var history = await log.ReadHistoryAsync(experiment, ct: ct);
        var inputs = history.Select(recorded => recorded.What).OfType<InputsRecorded>().FirstOrDefault();
        var answers = new JsonObject();
        foreach (var benchmark in data.Scores.Benchmarks.Select(planned => planned.Name))
        {
            var page = await PageAsync(data, benchmark, inputs, ct);
            answers[benchmark] = JsonSerializer.SerializeToNode(page, JsonSerializerOptions.Web);
        }

        return answers;
    }

    private async Task<AnswersPage> PageAsync(ReportData data, string benchmark, InputsRecorded? inputs, CancellationToken ct)
    {
        var columns = new List<SampleColumn>();
        foreach (var stage in data.Stages)
        {
            if (data.Scores[stage, benchmark] is { } cell)
                columns.Add(await ColumnAsync(data.Stream, stage, benchmark, cell, ct));
        }

        var (pictures, missing) = Pictures(data.Stream, benchmark, inputs);
        var samples = new SampleTable(columns).Select(_ => true);
        List<AnsweredSample> items = [.. samples.Select(sample => sample with { Picture = Address(pictures, sample) })];
        return new AnswersPage([.. columns.Select(AnswersStage.Of)], items.Count, items, null, missing);
    }

    private async Task<SampleColumn> ColumnAsync(string experiment, StageId stage, string benchmark, ScoreCell cell, CancellationToken ct)
    {
        try
        {
            var samples = await files.ReadAsync(experiment, cell.Score, $"the score of {benchmark} after stage {stage}", ct);
            var byId = samples.DistinctBy(sample => sample.Id).ToDictionary(sample => sample.Id, StringComparer.Ordinal);
            return new(stage.Number, cell, byId);
        }
        catch (ApiProblem altered)
        {
            throw new InputException(
                altered.Field ?? experiment, altered.Message, altered.Fix ?? "Write the page without --answers.", altered);
        }
    }

    private (RecordedPictures? Pictures, string? Missing) Pictures(string experiment, string benchmark, InputsRecorded? inputs)
    {
        try
        {
            return inputs is null
                ? (null, "What the experiment reads was not recorded.")
                : (RecordedPictures.Read(RunFolder.Of(options.Runs, experiment), inputs, benchmark), null);
        }
        catch (Exception gone) when (gone is InputException or IOException or UnauthorizedAccessException)
        {
            return (null, gone.Message);
        }
    }

    private static string? Address(RecordedPictures? pictures, AnsweredSample sample)
    {
        if (pictures?.Of(sample.Id) is not [var picture, ..])
            return null;
        var content = picture.Read();
        return ImageFormats.Detect(content) is not ImageFormat.Unknown and var format
            ? $"data:image/{format.ToString().ToLowerInvariant()};base64,{Convert.ToBase64String(content)}"
            : null;
    }
}
