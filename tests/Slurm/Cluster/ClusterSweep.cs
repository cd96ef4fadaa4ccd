using LmmCl.Audit;
using LmmCl.EventStore;
using LmmCl.EventStore.Chain;
using LmmCl.EventStore.Projections;
using LmmCl.EventStore.Stores;
using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.Events;
using LmmCl.Runs.Jobs;

namespace LmmCl.Slurm.Tests.Cluster;

/// <summary>A sweep of tiny experiments in a folder of its own, to be run on the cluster of the tests.</summary>
internal sealed class ClusterSweep : IDisposable
{
    public const string First = "trial-sa_proj-rate0.01-seed1";
    public const string Second = "trial-sa_proj-rate0.01-seed2";

    private static readonly Lazy<SmallWorld> world = new(() =>
    {
        var drawn = new SmallWorld();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => drawn.Dispose();
        return drawn;
    });

    private static readonly Lazy<Task<(Outcome First, Outcome Second)>> local = new(RunLocallyAsync);

    private readonly string sweep;
    private readonly string executor;

    /// <param name="seeds">A seed for each experiment.</param>
    /// <param name="settings">Further lines of the executor's settings.</param>
    public ClusterSweep(string seeds = "[1]", params string[] settings)
    {
        Place = new Workplace(world.Value);
        sweep = Path.Combine(Place.Root, "trial.yaml");
        File.WriteAllText(sweep, $$"""
            sweep: trial
            model: {{world.Value.Model}}
            world: {{world.Value.Short}}
            seeds: {{seeds}}
            orders: { default: [pathvqa, timeclock] }
            learning_rates: [0.01]
            methods: [{ settings: { recipe: sa_proj } }]
            training: { effective_batch: 4, micro_batch: 4, epochs: 5 }
            evaluation: { batch_size: 3, probe_samples: 4 }

            """);
        executor = Path.Combine(Place.Root, "slurm.yaml");
        File.WriteAllLines(executor, ["executor: slurm", "cpus: 1", "poll_seconds: 0.5", .. settings]);
    }

    public Workplace Place { get; }

    /// <summary>What the same experiments come to on this machine without a cluster.</summary>
    public static Task<(Outcome First, Outcome Second)> LocalAsync() => local.Value;

    /// <summary>Starts <c>lmmcl sweep --executor</c>.</summary>
    public HostProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public HostProcess Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        _ = SlurmCluster.Shared;
        return Type(environment, ["sweep", sweep, "--executor", executor, .. arguments]);
    }

    /// <summary>Starts the same sweep on this machine.</summary>
    public HostProcess TypeSweep() => Type("sweep", sweep);

    /// <summary>Starts another command on the same runs.</summary>
    public HostProcess Type(params string[] words) => Type(new Dictionary<string, string>(), words);

    /// <summary>The same with further variables of the environment.</summary>
    public HostProcess Type(IReadOnlyDictionary<string, string> environment, params string[] words) =>
        new(environment, [.. words, "--runs", Place.Runs]);

    /// <summary>Runs the sweep to its end, which must be a success.</summary>
    public async Task RunAsync(params string[] arguments)
    {
        await using var host = Start(arguments);
        await SucceedsAsync(host);
    }

    /// <summary>Whether the store at an address has an event of a kind for the first experiment.</summary>
    public static async Task<bool> HasAsync<T>(string address)
    {
        await using var log = EventLogs.Open(address);
        return (await log.ReadHistoryAsync(First)).Any(recorded => recorded.What is T);
    }

    /// <summary>Waits until something is true, for at most two minutes.</summary>
    public static async Task UntilAsync(Func<Task<bool>> seen)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await seen())
        {
            await Task.Delay(100, limit.Token);
        }
    }

    public static async Task SucceedsAsync(HostProcess host)
    {
        var (code, error) = await host.EndAsync();
        Assert.True(code == 0, error);
    }

    /// <summary>The jobs as they are recorded.</summary>
    public async Task<JobsState> JobsAsync()
    {
        // The sweep's plan is recorded before the jobs; a store without it is being made.
        if (!File.Exists(Place.PathOf(First, "experiment.json")))
        {
            return JobsState.Empty;
        }

        await using var log = SqliteEventLog.OpenExisting(Place.Store);
        return ReadModels.Fold<JobsState>(await log.ReadHistoryAsync(JobStreams.Of("trial")));
    }

    /// <summary>Waits until a file of the first submission has a text.</summary>
    public Task SeesAsync(HostProcess host, string experiment, string extension, string text) => host.UntilAsync(() =>
    {
        var path = Place.PathOf(experiment, $"work/job-1.{extension}");
        return Task.FromResult(File.Exists(path) && File.ReadAllText(path).Contains(text, StringComparison.Ordinal));
    });

    /// <summary>The id of an experiment's job, once it is recorded.</summary>
    public async Task<string> JobOfAsync(string experiment) => (await JobsAsync()).Find(experiment)!.Job!;

    /// <summary>An experiment ended as without a cluster, after this many submissions; nothing is left, and the chain is intact.</summary>
    public async Task IsAsLocalAsync(string experiment = First, int submissions = 1)
    {
        var expected = await LocalAsync();
        (await Outcome.OfAsync(Place, experiment)).IsSameAs(experiment == First ? expected.First : expected.Second);
        await using var log = SqliteEventLog.OpenExisting(Place.Store);
        Assert.True((await ChainVerifier.VerifyAsync(log)).Intact);
        var history = await log.ReadHistoryAsync(JobStreams.Of("trial"));
        Assert.Empty(RecordedRules.OfJobs("trial", history));
        Assert.Equal(submissions, history.Select(recorded => recorded.What).OfType<JobSubmitted>().Count(job => job.Experiment == experiment));
        Assert.Empty(Directory.GetFiles(Place.PathOf(experiment, "work"), "job-*.json"));
        Assert.False(File.Exists(Place.PathOf(experiment, $"work/job-{submissions}.spool")));
    }

    public void Dispose() => Place.Dispose();

    private static async Task<(Outcome First, Outcome Second)> RunLocallyAsync()
    {
        using var sweep = new ClusterSweep("[1, 2]");
        await using var host = sweep.Type("sweep", sweep.sweep);
        await SucceedsAsync(host);
        return (await Outcome.OfAsync(sweep.Place, First), await Outcome.OfAsync(sweep.Place, Second));
    }
}
