using System.Text.RegularExpressions;
using LmmCl.Data.Yaml;
using LmmCl.EventStore.Stores;

namespace LmmCl.Runs.Slurm;

/// <summary>Reads the YAML file of a Slurm executor.</summary>
internal static partial class SlurmFile
{
    private const string Executor = "slurm";

    private static readonly string[] keys =
    [
        "executor", "partition", "account", "qos", "constraint", "gres", "cpus", "memory", "time", "options", "setup", "program",
        "node_store", "save_seconds", "max_requeues", "poll_seconds",
    ];

    // Following a job depends on these.
    private static readonly string[] ownOptions =
    [
        "--array", "--chdir", "--comment", "--error", "--job-name", "--no-requeue", "--open-mode", "--output", "--parsable", "--requeue",
        "--signal", "--wait", "--wrap",
    ];

    /// <summary>Reads the file.</summary>
    /// <exception cref="Abstractions.InputException">
    /// A key is unknown or missing, or a value has the wrong form; the message names file and field.
    /// </exception>
    public static SlurmSettings Read(string path)
    {
        var fields = StrictYaml.Load(path).Fields(keys);
        fields.Required("executor").OneOf([Executor]);
        var defaults = new SlurmSettings();
        return defaults with
        {
            Partition = Word(fields, "partition"),
            Account = Word(fields, "account"),
            Qos = Word(fields, "qos"),
            Constraint = Word(fields, "constraint"),
            Gres = Word(fields, "gres"),
            Cpus = fields.Optional("cpus")?.Integer(least: 1),
            Memory = Fitting(fields, "memory", Memory(), "Write a number with a unit, such as 32G or 4000M."),
            Time = Fitting(fields, "time", Time(), "Write minutes, hours:minutes:seconds or days-hours:minutes, such as 4:00:00."),
            Options = [.. Items(fields, "options").Select(Option)],
            Setup = [.. Items(fields, "setup").Select(line => line.Text())],
            Program = [.. Items(fields, "program").Select(word => word.Text())],
            NodeStore = fields.Optional("node_store") is { } store ? Store(store) : null,
            SaveSeconds = fields.Optional("save_seconds")?.Integer(least: 1, most: 65_535) ?? defaults.SaveSeconds,
            MaxRequeues = fields.Optional("max_requeues")?.Integer(least: 0) ?? defaults.MaxRequeues,
            PollSeconds = fields.Optional("poll_seconds")?.Number(least: 0.1, most: 3600) ?? defaults.PollSeconds,
        };
    }

    private static IReadOnlyList<YamlPlace> Items(YamlFields fields, string key) => fields.Optional(key)?.Items() ?? [];

    private static string? Word(YamlFields fields, string key) => Fitting(fields, key, NoSpace(), "Write it without spaces.");

    private static string? Fitting(YamlFields fields, string key, Regex form, string fix) =>
        fields.Optional(key) is not { } place ? null
        : form.IsMatch(place.Text()) ? place.Text()
        : throw place.Wrong($"'{place.Text()}' does not have the form of '{key}'.", fix);

    private static string Option(YamlPlace place)
    {
        var option = place.Text();
        var name = option.Split('=', ' ')[0];
        return !LongOption().IsMatch(option)
            ? throw place.Wrong($"'{option}' is not an option of sbatch.", "Write its long form with its value, such as --mail-type=FAIL.")
            : ownOptions.Contains(name)
            ? throw place.Wrong($"'{name}' is set by lmmcl, which follows the job by it.", "Leave it out.")
            : option;
    }

    private static string Store(YamlPlace place)
    {
        var store = place.Text();
        return !EventLogs.IsAddress(store)
            ? throw place.Wrong("this is not the address of a database.", "Write postgresql://user@host/database, or leave it out.")
            : EventLogs.HasPassword(store)
            ? throw place.Wrong("the address contains a password.", "Leave it out, and put it into ~/.pgpass (docs/stores.md).")
            : store;
    }

    [GeneratedRegex(@"^\S+$")]
    private static partial Regex NoSpace();

    [GeneratedRegex(@"^[0-9]+[KMGT]?$")]
    private static partial Regex Memory();

    [GeneratedRegex(@"^(?:[0-9]+-)?[0-9]+(?::[0-9]{1,2}){0,2}$")]
    private static partial Regex Time();

    [GeneratedRegex(@"^--[a-z][a-z0-9-]*(?:=.*)?$")]
    private static partial Regex LongOption();
}
