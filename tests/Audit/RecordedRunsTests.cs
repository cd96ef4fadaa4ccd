using LmmCl.Events;
using LmmCl.EventStore.Projections;

namespace LmmCl.Audit.Tests;

/// <summary>Runs of one experiment that read different things.</summary>
public sealed class RecordedRunsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("lmmcl-runs-").FullName;

    [Fact]
    public void A_run_with_another_plugin_contradicts_a_start_that_recorded_its_inputs()
    {
        var history = History(Started("used"), Inputs(1, "used"), new ExperimentResumed(2, new StageId(1), 0), Inputs(2, "other"));

        var fault = Assert.Single(RecordedRuns.FindFaults("demo", root, history));

        Assert.Contains("run 2 read other files", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiment_of_an_earlier_version_that_was_resumed_with_todays_plugin_is_not_accused()
    {
        var history = History(Started("used"), new ExperimentResumed(2, new StageId(1), 0), Inputs(2, "other"));

        Assert.Empty(RecordedRuns.FindFaults("demo", root, history));
        var doubts = RecordedRuns.FindUnrecorded("demo", root, history).Select(doubt => doubt.Problem).ToList();
        Assert.Contains("what run 1 read", doubts[0], StringComparison.Ordinal);
        Assert.Contains("run 2 read plugin/Method with hash ", doubts[1], StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static ExperimentStarted Started(string plugin) => new(
        "demo", "r", "Method", "m", default, 1, false, [], [], "{}", new Dictionary<string, string>(), [],
        [new("Method", "1.0.0", ContentHash.Of(plugin))], new("p", 1, 1, []));

    private static IReadOnlyList<RecordedEvent> History(params IExperimentEvent[] events) =>
        [.. events.Select((happened, index) => new RecordedEvent(index + 1, index + 1, DateTimeOffset.UnixEpoch, happened))];

    private InputsRecorded Inputs(int attempt, string plugin)
    {
        var path = Path.Combine(root, $"{plugin}.txt");
        File.WriteAllText(path, $"{ContentHash.Of(plugin).Hex}  plugin/Method\n");
        return new InputsRecorded(attempt, ContentHash.OfFile(path), $"{plugin}.txt", 1, new Dictionary<string, string>());
    }
}
