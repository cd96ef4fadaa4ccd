using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Host.Service;

namespace LmmCl.Metrics.Tests;

/// <summary>
/// The real service, scraped by the real Prometheus while it runs experiments: <c>small</c> to its end, <c>doomed</c> until its worker is
/// killed. <c>quick-llm</c>, which forgets and recovers, is in the log from before. Then the service is killed and started again.
/// </summary>
public sealed class ServedExperiments : IAsyncLifetime
{
    /// <summary>Epochs of <c>small</c>, which takes several times as long as Prometheus waits between two scrapes.</summary>
    internal const int Epochs = 60;

    private static readonly Dictionary<string, string> settings = new()
    {
        ["Metrics__SampleEvery"] = "00:00:00.5",
        ["Metrics__VerifyEvery"] = "00:00:01",
    };

    private readonly SmallWorld world = new();
    private readonly HttpClient client = new();
    private Workplace? place;
    private HostProcess? service;
    private Prometheus? prometheus;

    internal Workplace Place => place!;

    /// <summary>The real Prometheus; null where it is not installed.</summary>
    internal Prometheus? Prometheus => prometheus;

    /// <summary>A scrape while a worker trains.</summary>
    internal Scrape WhileTraining { get; private set; } = null!;

    /// <summary>The last scrape before the service was killed.</summary>
    internal Scrape BeforeKill { get; private set; } = null!;

    /// <summary>The first scrape after the restart that shows experiments.</summary>
    internal Scrape AfterRestart { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        place = new Workplace(world);
        Directory.CreateDirectory(place.Runs);
        await RecordAsync("quick-llm", "llm");
        var port = Tool.FreePort();
        var address = await StartAsync(port);
        prometheus = await Prometheus.StartAsync(port);
        try
        {
            await RunAsync(address);
        }
        finally
        {
            if (prometheus is not null)
            {
                await prometheus.RememberAsync();
            }
        }

        service!.KillAll();
        await service.EndAsync();
        await service.DisposeAsync();
        await StartAsync(port);
        AfterRestart = await UntilAsync(address, scrape => scrape.Of("lmmcl_experiment_info").Any());
    }

    public async Task DisposeAsync()
    {
        await (service?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (prometheus?.DisposeAsync() ?? ValueTask.CompletedTask);
        client.Dispose();
        place!.Dispose();
        world.Dispose();
    }

    private async Task RunAsync(string address)
    {
        await SubmitAsync(
            "doomed",
            "training: { learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 2000, save_every: 100, "
            + "validation: { share: 0.25, every: 20 } }");
        WhileTraining = await UntilAsync(
            address,
            scrape => scrape.Of("lmmcl_training_steps_total").Any(steps => steps is { Value: > 0 } && steps.Labels["experiment"] == "doomed")
                && scrape.Of("lmmcl_validation_loss").Any()
                && scrape.Of("lmmcl_worker_live_tensors").Any());
        await SubmitAsync("small", $"training: {{ learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: {Epochs} }}");
        HostProcess.Kill(Assert.Single(ChildProcesses.Of(service!.Id), IsWorkerOf("doomed")));
        BeforeKill = await UntilAsync(
            address,
            scrape => IsIn(scrape, "small", "completed") && IsIn(scrape, "doomed", "failed")
                && scrape.Of("lmmcl_projection_lag_events").Single().Value == 0);
    }

    private static bool IsIn(Scrape scrape, string experiment, string state) => scrape.Of("lmmcl_experiment_state").Any(series =>
        series.Value == 1 && series.Labels["experiment"] == experiment && series.Labels["state"] == state);

    private Predicate<int> IsWorkerOf(string experiment)
    {
        // The worker holds the lock of its run.
        var held = Path.Combine(place!.Runs, experiment);
        return id => Directory.GetFiles($"/proc/{id}/fd")
            .Select(path => new FileInfo(path).LinkTarget ?? "")
            .Any(target => target.StartsWith(held + "/", StringComparison.Ordinal));
    }

    private async Task SubmitAsync(string name, params string[] lines)
    {
        var typed = await Typed.CommandAsync("submit", place!.Experiment(name, lines), "--runs", place.Runs);
        Assert.True(typed.Code == 0, typed.Error);
    }

    private async Task<string> StartAsync(int port)
    {
        service = new HostProcess(settings, "serve", "--runs", place!.Runs, "--slots", "1", "--port", $"{port}");
        await service.UntilAsync(() => Task.FromResult(ServiceFile.Find(place.Runs)?.ProcessId == service.Id));
        return ServiceFile.Find(place.Runs)!.Address;
    }

    private async Task<Scrape> UntilAsync(string address, Func<Scrape, bool> seen)
    {
        Scrape? found = null;
        await service!.UntilAsync(async () =>
        {
            await Task.Delay(200);
            var scrape = await Scrape.OfAsync(client, address);
            found = seen(scrape) ? scrape : null;
            return found is not null;
        });
        return found!;
    }

    /// <summary>Appends the history of an experiment as if it had just ended.</summary>
    private async Task RecordAsync(string experiment, string recipe)
    {
        var history = SampleExperiments.History(recipe, 5);
        var later = DateTimeOffset.UtcNow - history[^1].At;
        await using var log = EventStore.Stores.EventLogs.Open(place!.Store);
        await log.AppendAsync(
            experiment,
            EventStore.ExpectedVersion.Any,
            [.. history.Select(recorded => new EventStore.NewEvent(recorded.What, recorded.At + later))]);
    }
}
