using System.Text.Json.Nodes;
using LmmCl.Events;

namespace LmmCl.Runs.Tests;

[Collection(nameof(HostRuns))]
public sealed class RunLogTests(FinishedExperiment finished)
{
    [Fact]
    public async Task A_failure_is_in_the_log_of_the_run_with_its_stack()
    {
        using var place = new Workplace(finished.World);

        await Assert.ThrowsAsync<IOException>(() => place.RunAsync(place.Experiment("small", "skills: [timeclock]"), happened =>
        {
            if (happened is StageCompleted)
            {
                throw new IOException("the cable is out");
            }
        }));

        var lines = await File.ReadAllLinesAsync(place.PathOf("small", "log.jsonl"));
        var last = JsonNode.Parse(lines[^1])!;
        Assert.Contains("the cable is out", last["@x"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("   at LmmCl.", last["@x"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("small", JsonNode.Parse(lines[0])!["Experiment"]!.GetValue<string>());
    }
}
