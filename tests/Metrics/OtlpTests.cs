namespace LmmCl.Metrics.Tests;

public sealed class OtlpTests : IDisposable
{
    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_receiver_gets_the_metrics_and_the_traces_of_a_run()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var place = new Workplace(world);
        var settings = new Dictionary<string, string> { ["Metrics__OtlpEndpoint"] = receiver.Address };
        await using var run = new HostProcess(settings, "run", place.Experiment("small"), "--metrics-port", "0", "--runs", place.Runs);

        var (code, error) = await run.EndAsync();

        Assert.True(code == 0, error);
        Assert.True(receiver.Has("MetricsService", "lmmcl_training_loss"), $"{receiver}");
        Assert.True(receiver.Has("TraceService", "checkpoint"), $"{receiver}");
    }
}
