namespace LmmCl.Host.Tests.Queries;

[Collection(nameof(StoreQueries))]
public sealed class HistoryCommandTests
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task All_experiments_are_told_in_the_order_of_events_and_by_name()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1), ("sa_proj", 1));

        var lines = (await store.TypeAsync("history", "--all")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("quick-llm: Experiment 'quick-llm' started", lines[0], StringComparison.Ordinal);
        Assert.Contains("quick-sa_proj: Stage 1: completed", lines[^1], StringComparison.Ordinal);
        Assert.Equal(lines, lines.OrderBy(line => int.Parse(line[20..28])));
    }

    [Fact]
    public async Task Following_prints_what_is_there_then_what_comes_and_ends_well_when_stopped()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));
        var history = SampleExperiments.History("llm", 2);
        var there = SampleExperiments.History("llm", 1).Count;

        var followed = await FollowAsync(store, ["history", "quick-llm", "--follow"], "Stage 2: completed", async () =>
        {
            await store.AppendAsync("quick-other", SampleExperiments.History("sa_proj", 1));
            foreach (var recorded in history.Skip(there))
            {
                await store.AppendAsync("quick-llm", [recorded]);
            }
        });

        Assert.Equal(0, followed.Code);
        Assert.Equal("", followed.Error);
        Assert.DoesNotContain("sa_proj", followed.Output, StringComparison.Ordinal);
        var plain = (await store.TypeAsync("history", "quick-llm")).Output;
        Assert.Equal(WithoutSteps(plain), WithoutSteps(followed.Output));
    }

    [Fact]
    public async Task Following_all_begins_with_an_empty_store_too()
    {
        using var store = await RecordedStore.OfAsync();

        var followed = await FollowAsync(
            store,
            ["history", "--all", "--follow"],
            "Stage 1: completed",
            () => store.AppendAsync("quick-llm", SampleExperiments.History("llm", 1)));

        Assert.Equal(0, followed.Code);
        Assert.Contains("quick-llm: Experiment 'quick-llm' started", followed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_told_must_be_said_and_be_there()
    {
        using var store = await RecordedStore.OfAsync(("llm", 1));

        (await store.TypeAsync("history")).IsOneErrorWith("--all");
        (await store.TypeAsync("history", "quick-llm", "--all")).IsOneErrorWith("--all");
        (await store.TypeAsync("history", "quick-lm", "--follow")).IsOneErrorWith("Did you mean 'quick-llm'");
        (await store.TypeAsync("history", "quick-llm", "--follow", "--as-of", "3")).IsOneErrorWith("--follow");
    }

    /// <summary>Progress that is followed is told as it comes, so on more lines than afterwards.</summary>
    private static IEnumerable<string> WithoutSteps(string history) =>
        history.Split('\n').Where(line => !line.Contains(": steps ", StringComparison.Ordinal));

    /// <summary>Types a command, does something meanwhile, and types Ctrl-C once it has printed <paramref name="sight"/>.</summary>
    private static async Task<Typed> FollowAsync(RecordedStore store, string[] arguments, string sight, Func<Task> meanwhile)
    {
        using var stop = new CancellationTokenSource(patience);
        var following = Typed.StoppedAtOutputAsync(sight, stop, [.. arguments, "--runs", store.Runs]);
        await meanwhile();
        var typed = await following.WaitAsync(patience);
        Assert.Contains(sight, typed.Output, StringComparison.Ordinal);
        return typed;
    }
}
