using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Host.Service;
using LmmCl.Runs.Queueing;

namespace LmmCl.Service.Tests.Queue;

/// <summary>A service in a process of its own, over a workplace's runs folder, with one slot.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly Workplace place;

    private RunningHost(Workplace place, HostProcess process) => (this.place, Process) = (place, process);

    public HostProcess Process { get; }

    public string Address { get; private set; } = "";

    /// <summary>Starts the service and waits until it listens.</summary>
    public static async Task<RunningHost> StartAsync(Workplace place)
    {
        var host = new RunningHost(place, new HostProcess("serve", "--port", "0", "--slots", "1", "--runs", place.Runs));
        await host.Process.UntilAsync(() => Task.FromResult(ServiceFile.Find(place.Runs)?.ProcessId == host.Process.Id));
        host.Address = ServiceFile.Find(place.Runs)!.Address;
        return host;
    }

    /// <summary>Waits until the queue is as described.</summary>
    public Task UntilAsync(Predicate<QueueState> seen) => Process.UntilAsync(async () => seen(await QueueAsync(place)));

    /// <summary>Waits until an experiment's history has an event.</summary>
    public Task UntilAsync<T>(string experiment) => Process.UntilAsync(async () =>
        place.HasStore(experiment) && (await place.HistoryAsync(experiment)).OfType<T>().Any());

    /// <summary>Stops it as a machine does that is shut down.</summary>
    /// <returns>Its standard output.</returns>
    public async Task<string> StopAsync()
    {
        Process.Terminate();
        var (code, error) = await Process.EndAsync();
        Assert.True(code == 0, $"exit code {code}: {error}");
        return await Process.Output;
    }

    /// <summary>The queue as recorded.</summary>
    public static async Task<QueueState> QueueAsync(Workplace place)
    {
        await using var log = SqliteEventLog.OpenExisting(place.Store);
        return ReadModels.Fold<QueueState>(await log.ReadHistoryAsync(QueueStreams.Of("main")));
    }

    /// <summary>The events of the queue.</summary>
    public static async Task<IReadOnlyList<IQueueEvent>> EventsAsync(Workplace place) =>
        [.. (await place.HistoryAsync(QueueStreams.Of("main"))).Cast<IQueueEvent>()];

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
