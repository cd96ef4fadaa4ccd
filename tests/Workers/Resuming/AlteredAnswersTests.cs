using System.Text.Json.Nodes;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Events;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>Replies that somebody writes into the folder of a paused run: refused, or asked for again.</summary>
[Collection(nameof(HostRuns))]
public sealed class AlteredAnswersTests(OneStage stage) : IClassFixture<OneStage>
{
    private const string Answers = "answers/stage-1/docvqa.jsonl";
    private const string Planted = "the gold reply";

    [Fact]
    public async Task A_planted_reply_among_the_saved_ones_is_refused_until_the_file_is_put_back()
    {
        using var place = stage.Place();
        var file = await StoppedInTheThirdBenchmarkAsync(place);
        var partial = place.PathOf("small", Answers + ".partial");
        var (saved, content) = (await SavedAsync(place), await File.ReadAllBytesAsync(partial));
        await PlantAsync(partial);

        var typed = await Typed.CommandAsync("run", file, "--runs", place.Runs);

        Assert.Equal(2, typed.Code);
        string[] parts = [partial, $"3 of SHA-256 {saved.Answers.Short} were recorded", "Put the file back as it was, or delete it"];
        Assert.All(parts, part => Assert.Contains(part, typed.ErrorLines[^1], StringComparison.Ordinal));
        Assert.IsType<StageFailed>((await place.HistoryAsync())[^1]);
        await File.WriteAllBytesAsync(partial, content);
        await EndsAsUnstoppedAsync(place, file);
    }

    [Fact]
    public async Task Replies_that_are_added_to_the_saved_ones_are_asked_for_again()
    {
        using var place = stage.Place();
        var file = await StoppedInTheThirdBenchmarkAsync(place);
        var partial = place.PathOf("small", Answers + ".partial");
        var line = JsonNode.Parse((await File.ReadAllLinesAsync(partial))[^1])!;
        foreach (var id in StoredReplies.Read(Path.Combine(stage.Finished, Answers)).Skip(3).Select(answer => answer.Id))
        {
            (line["id"], line["reply"]) = (id, Planted);
            await File.AppendAllTextAsync(partial, line.ToJsonString() + "\n");
        }

        await EndsAsUnstoppedAsync(place, file);
    }

    [Theory]
    [InlineData(Answers)]
    [InlineData(Answers + ".partial")]
    public async Task Replies_to_a_benchmark_that_was_not_begun_are_not_taken(string answers)
    {
        using var place = stage.Place();
        var file = OneStage.Write(place);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => place.RunAsync(
            file, happened => StopAfterTraining(happened, stop), stop.Token));
        var planted = place.PathOf("small", answers);
        Directory.CreateDirectory(Path.GetDirectoryName(planted)!);
        File.Copy(Path.Combine(stage.Finished, Answers), planted);
        await PlantAsync(planted);

        await EndsAsUnstoppedAsync(place, file);
    }

    [Fact]
    public async Task Saved_replies_that_were_deleted_are_asked_for_again()
    {
        using var place = stage.Place();
        var file = await StoppedInTheThirdBenchmarkAsync(place);
        File.Delete(place.PathOf("small", Answers + ".partial"));

        await EndsAsUnstoppedAsync(place, file);
    }

    /// <summary>Earlier builds recorded nothing of unfinished answers.</summary>
    [Fact]
    public async Task A_run_paused_without_a_record_of_its_answers_asks_them_again()
    {
        using var place = stage.Place();
        var file = OneStage.Write(place);
        var power = new PowerCut { Before = happened => happened is AnswersSaved };
        await Assert.ThrowsAnyAsync<Exception>(() => StopInTheThirdBenchmarkAsync(place, file, power));
        Assert.DoesNotContain(await place.HistoryAsync(), happened => happened is AnswersSaved);
        Assert.True(File.Exists(place.PathOf("small", Answers + ".partial")));

        await EndsAsUnstoppedAsync(place, file);
    }

    private static void StopAfterTraining(IExperimentEvent happened, CancellationTokenSource stop)
    {
        if (happened is CheckpointWritten)
        {
            stop.Cancel();
        }
    }

    private static async Task<string> StoppedInTheThirdBenchmarkAsync(Workplace place)
    {
        var file = OneStage.Write(place);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StopInTheThirdBenchmarkAsync(place, file, new PowerCut()));
        return file;
    }

    private static async Task StopInTheThirdBenchmarkAsync(Workplace place, string file, PowerCut power)
    {
        using var stop = new CancellationTokenSource();
        var progress = new StoppingProgress("stage 1: evaluating", (2 * OneStage.Questions) + 3, stop.Cancel);
        await place.RunAsync(file, progress, power, stop.Token);
    }

    private static async Task<AnswersSaved> SavedAsync(Workplace place)
    {
        var saved = Assert.Single((await place.HistoryAsync()).OfType<AnswersSaved>());
        Assert.Equal((1, 1, null, "docvqa", 3), (saved.Attempt, saved.Stage.Number, saved.Variant, saved.Benchmark, saved.Count));
        return saved;
    }

    private static async Task PlantAsync(string file)
    {
        var lines = (await File.ReadAllLinesAsync(file)).Select(line => JsonNode.Parse(line)!).ToList();
        foreach (var line in lines.Where(line => line["reply"] is not null))
        {
            line["reply"] = Planted;
        }

        await File.WriteAllTextAsync(file, string.Concat(lines.Select(line => line.ToJsonString() + "\n")));
    }

    private async Task EndsAsUnstoppedAsync(Workplace place, string file)
    {
        await place.RunAsync(file);

        Assert.DoesNotContain(Planted, await File.ReadAllTextAsync(place.PathOf("small", Answers)), StringComparison.Ordinal);
        stage.Unstopped.IsSameAs(await Outcome.OfAsync(place));
    }
}
