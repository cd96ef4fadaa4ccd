using LmmCl.Audit;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Host.Commands;
using LmmCl.Host.Composition;
using LmmCl.Plugins;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;
using LmmCl.Runs.Stages;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LmmCl.Tests;

/// <summary>A folder with experiment files and a folder of runs, and the host's services over it.</summary>
internal sealed class Workplace(SmallWorld world) : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("lmmcl-runs-").FullName;

    public string Runs => Path.Combine(Root, "runs");

    public string Store => Path.Combine(Runs, "events.db");

    public SmallWorld World => world;

    /// <summary>Writes an experiment file: two skills, the short world, few steps. Other lines replace those with the same key or come after them.</summary>
    public string Experiment(string name = "small", params string[] lines)
    {
        Dictionary<string, string> entries = new()
        {
            ["experiment"] = name,
            ["model"] = world.Model,
            ["world"] = world.Short,
            ["skills"] = "[pathvqa, timeclock]",
            ["settings"] = "{ recipe: sa_proj }",
            ["training"] = "{ learning_rate: 0.01, effective_batch: 4, micro_batch: 4, epochs: 3 }",
            ["evaluation"] = "{ batch_size: 3, probe_samples: 4 }",
        };
        foreach (var line in lines)
        {
            var parts = line.Split(": ", 2);
            entries[parts[0]] = parts[1];
        }

        var path = Path.Combine(Root, name + ".yaml");
        File.WriteAllLines(path, entries.Select(entry => $"{entry.Key}: {entry.Value}"));
        return path;
    }

    /// <summary>Runs an experiment in this process; <paramref name="watch"/> sees every event right after it is recorded.</summary>
    public Task RunAsync(string file, Action<IExperimentEvent>? watch = null, CancellationToken ct = default) =>
        RunAsync(file, InThisProcess, watch, ct);

    /// <summary>The same with its progress told to somebody, and its events on their way through what may be cut.</summary>
    public Task RunAsync(string file, IWorkProgress progress, PowerCut power, CancellationToken ct = default) =>
        RunAsync(
            file,
            services =>
            {
                InThisProcess(services);
                services.AddSingleton(progress).AddSingleton<IEventLog>(_ => new WatchedLog(SqliteEventLog.Open(Store), power.Stored, power.Storing));
            },
            watch: null,
            ct);

    /// <summary>The same with the stage work in a worker process, as it is done when a command is typed.</summary>
    public Task RunInWorkerAsync(string file, Action<IExperimentEvent>? watch = null, CancellationToken ct = default) =>
        RunAsync(file, _ => { }, watch, ct);

    /// <summary>The same with a log that takes nothing that <paramref name="refuse"/> throws at.</summary>
    public Task RunInWorkerRefusedAsync(string file, Action<IExperimentEvent> refuse) =>
        RunAsync(
            file,
            services => services.AddSingleton<IEventLog>(_ => new WatchedLog(SqliteEventLog.Open(Store), _ => { }, refuse)),
            watch: null,
            default);

    /// <summary>A run in another process has made the store, so that it can be read.</summary>
    public bool HasStore(string experiment = "small") => File.Exists(RunFolder.Of(Runs, experiment).Spec);

    public async Task<IReadOnlyList<IExperimentEvent>> HistoryAsync(string experiment = "small")
    {
        await using var log = SqliteEventLog.OpenExisting(Store);
        return [.. (await log.ReadHistoryAsync(experiment)).Select(recorded => recorded.What)];
    }

    /// <summary>However a run was stopped, killed and resumed, an audit finds no contradiction in its history.</summary>
    public async Task IsConsistentAsync(string experiment = "small")
    {
        await using var log = SqliteEventLog.OpenExisting(Store);
        var order = new EventOrder(experiment);
        foreach (var recorded in await log.ReadHistoryAsync(experiment))
        {
            order.Apply(recorded.Sequence, recorded.At, recorded.What);
        }

        Assert.Empty(order.Faults);
    }

    /// <summary>Path of a file that an event of an experiment names.</summary>
    public string PathOf(string experiment, string relative) => Path.Combine(Runs, experiment, relative);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void InThisProcess(IServiceCollection services) =>
        services.AddSingleton<IExecutor>(provider => provider.GetRequiredService<StageRunner>());

    private async Task RunAsync(string file, Action<IServiceCollection> exchange, Action<IExperimentEvent>? watch, CancellationToken ct)
    {
        var options = HostSettings.From(Runs, null);
        Directory.CreateDirectory(Runs);
        var services = HostServices.Describe(options);
        exchange(services);
        if (watch is not null)
        {
            services.AddSingleton<IEventLog>(_ => new WatchedLog(SqliteEventLog.Open(options.Store), watch));
        }

        await using var provider = services.BuildServiceProvider();
        var plan = ExperimentPlan.Create(ExperimentFile.Read(file), Runs, provider.GetRequiredService<PluginCatalogue>(), provider.GetRequiredService<PluginMethods>());
        await provider.GetRequiredService<IMediator>().Send(new RunExperiment(plan), ct);
    }
}
