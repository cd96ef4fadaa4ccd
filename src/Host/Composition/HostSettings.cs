using System.CommandLine;
using LmmCl.EventStore.Stores;
using LmmCl.Plugins;

namespace LmmCl.Host.Composition;

/// <summary>Locations of what this run of the host records.</summary>
/// <param name="Runs">Parent folder of the run folders.</param>
/// <param name="Store">The event log: a file, or the address of a PostgreSQL database.</param>
public sealed record HostSettings(string Runs, string Store)
{
    /// <summary>The command-line options for these, shared by every command that reads or writes experiments.</summary>
    public static (Option<string> Runs, Option<string?> Store) CommandLine() => (
        new Option<string>("--runs")
        {
            Description = "Folder of run folders.",
            DefaultValueFactory = _ => RunsByDefault(),
        },
        new Option<string?>("--store")
        {
            Description = "The event log: a file, or postgresql://user@host/database. By default events.db in the folder of runs.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("LMMCL_STORE"),
        });

    /// <summary>True if the store is the default one of the runs folder.</summary>
    public bool HasDefaultStore => Store == StoreOf(Runs, null);

    /// <summary>Time limit for a plugin to prepare or finish a stage.</summary>
    public TimeSpan PluginTimeout { get; init; } = PluginTimeoutOption.Default;

    /// <summary>Maximum number of experiments in parallel.</summary>
    public int Slots { get; init; } = 1;

    /// <summary>Folder that checkpoints are copied to; null for none.</summary>
    public string? Artifacts { get; init; }

    /// <summary>Number of the submission whose job this process runs; null outside of a job.</summary>
    public int? Submission { get; init; }

    /// <summary>
    /// Plugin folders in addition to the host's and the user's; null reads them from the environment (<see cref="PluginSearchPath.Of"/>).
    /// </summary>
    public IReadOnlyList<string>? PluginFolders { get; init; }

    /// <summary>The command-line option for further plugin folders, shared by every command that loads methods.</summary>
    public static Option<string[]> PluginsOption() => new("--plugins")
    {
        Description =
            $"A folder of plugin folders, or one plugin's folder; may be repeated. By default what {PluginSearchPath.Variable} says.",
    };

    /// <summary>The given options, with defaults for the rest.</summary>
    /// <exception cref="Abstractions.InputException">The store is an address of something other than a store.</exception>
    public static HostSettings From(string runs, string? store, IReadOnlyList<string>? plugins = null) =>
        new(Path.GetFullPath(runs), StoreOf(runs, store)) { PluginFolders = plugins };

    /// <summary>The same, for a command that runs experiments.</summary>
    /// <exception cref="Abstractions.InputException">As above, or the time limit is not a number of seconds.</exception>
    public static HostSettings From(string runs, string? store, IReadOnlyList<string>? plugins, string? pluginTimeout) =>
        From(runs, store, plugins) with { PluginTimeout = PluginTimeoutOption.Parse(pluginTimeout) };

    private static string RunsByDefault() =>
        Environment.GetEnvironmentVariable("LMMCL_RUNS") is { Length: > 0 } runs ? runs : Path.Combine(HostFolders.Home, "runs");

    private static string StoreOf(string runs, string? store) => store switch
    {
        null or "" => Path.GetFullPath(Path.Combine(runs, "events.db")),
        _ when EventLogs.IsAddress(store) => store,
        _ => Path.GetFullPath(store),
    };
}
