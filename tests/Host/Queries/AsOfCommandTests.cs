using System.Text.Json.Nodes;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;
using LmmCl.Reports.Formats;

namespace LmmCl.Host.Tests.Queries;

[Collection(nameof(StoreQueries))]
public sealed class AsOfCommandTests
{
    [Fact]
    public async Task A_report_as_of_its_last_event_is_the_report()
    {
        using var store = await RecordedStore.OfAsync(("llm", 2), ("sa_proj", 1));
        var last = (await store.HistoryAsync("quick-sa_proj"))[^1].Sequence;

        var plain = await store.TypeAsync("report", "quick-sa_proj", "--format", "json");
        var asOf = await store.TypeAsync("report", "quick-sa_proj", "--format", "json", "--as-of", $"{last}");

        Assert.Equal(0, asOf.Code);
        Assert.Equal(plain.Output, asOf.Output);
    }

    [Fact]
    public void At_every_event_a_report_is_that_of_the_history_until_then()
    {
        var history = SampleExperiments.History("llm", 3);

        Assert.All(history, recorded => Assert.Equal(
            Report(history.Take((int)recorded.Sequence)),
            Report(history.TakeWhile(new AsOf(Sequence: recorded.Sequence).Includes))));
        static string Report(IEnumerable<RecordedEvent> events) => JsonFormat.Forgetting(ReportData.FromEvents("quick-llm", [.. events]));
    }

    [Fact]
    public async Task A_report_as_of_a_stage_ends_with_it_and_says_so()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5));

        var table = await store.TypeAsync("report", "quick-llm", "--as-of", "stage:2");
        var json = JsonNode.Parse((await store.TypeAsync("report", "quick-llm", "--as-of", "stage:2", "--format", "json")).Output)!;

        Assert.Contains("as of", table.Output, StringComparison.Ordinal);
        Assert.Contains("stage 2", table.Output, StringComparison.Ordinal);
        Assert.Contains("running after stage 2 of 5", table.Output, StringComparison.Ordinal);
        Assert.Equal(3, json["stages"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_comparison_as_of_a_stage_shows_all_as_they_were_then()
    {
        using var store = await RecordedStore.OfAsync(("llm", 5), ("sa_proj", 5));

        var asOf = await store.TypeAsync("compare", "quick-llm", "quick-sa_proj", "--as-of", "stage:2", "--format", "markdown");

        Assert.Contains("- **as of**: stage 2", asOf.Output, StringComparison.Ordinal);
        Assert.Contains("llm (2 of 5 stages), sa\\_proj (2 of 5 stages)", asOf.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_as_of_a_time_ends_there()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));

        var history = await store.TypeAsync("history", "quick-llm", "--as-of", "2026-03-01T23:57:04Z");

        Assert.Equal(3, history.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_experiment_that_had_not_begun_is_said_to_have_begun_later()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1), ("sa_proj", 1));

        (await store.TypeAsync("report", "quick-sa_proj", "--as-of", "2"))
            .IsOneErrorWith("quick-sa_proj", "had not begun as of sequence 2", "2026-03-01 23:57:00 UTC");
        (await store.TypeAsync("history", "quick-sa_proj", "--as-of", "2")).IsOneErrorWith("had not begun as of sequence 2");
    }

    [Theory]
    [InlineData("report", "quick-llm")]
    [InlineData("compare", "quick-llm")]
    [InlineData("history", "quick-llm")]
    public async Task What_is_no_moment_is_one_error(params string[] command)
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));

        (await store.TypeAsync([.. command, "--as-of", "yesterday"])).IsOneErrorWith("--as-of", "yesterday", "stage:3");
    }

    [Fact]
    public async Task A_sweep_file_has_no_past()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));

        (await store.TypeAsync("compare", "sweep.yaml", "--as-of", "stage:1")).IsOneErrorWith("--as-of", "sweep.yaml");
    }
}
