using System.Text.Json;
using System.Text.Json.Serialization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Files;

namespace LmmCl.Runs.Slurm;

/// <summary>
/// The executor's settings of a sweep, stored beside the runs, so that another host can take the sweep up. The plan of the jobs has their
/// hash: they say what runs on the nodes.
/// </summary>
internal static class StoredSettings
{
    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>The hash of settings, as plans record it.</summary>
    public static ContentHash HashOf(SlurmSettings settings) => ContentHash.Of(JsonSerializer.SerializeToUtf8Bytes(settings, options));

    /// <summary>Stores the settings of a sweep.</summary>
    public static void Write(string runs, string sweep, SlurmSettings settings) =>
        DurableFile.WriteShared(PathOf(runs, sweep), stream => JsonSerializer.Serialize(stream, settings, options));

    /// <summary>Reads the settings of a plan.</summary>
    /// <exception cref="InputException">They are missing or damaged, or are not those of the plan.</exception>
    public static SlurmSettings Read(string runs, JobsPlanned plan)
    {
        var path = PathOf(runs, plan.Sweep);
        var fix = "Name them again: lmmcl sweep FILE --executor slurm.yaml";
        if (!File.Exists(path))
        {
            throw new InputException(path, $"the executor's settings of sweep '{plan.Sweep}' are missing.", fix);
        }

        try
        {
            var settings = JsonSerializer.Deserialize<SlurmSettings>(File.ReadAllBytes(path), options)
                ?? throw new JsonException("It is null.");
            return HashOf(settings) == plan.Settings
                ? settings
                : throw new InputException(path, $"these are not the settings that sweep '{plan.Sweep}' was planned with.", fix);
        }
        catch (JsonException error)
        {
            throw new InputException(path, $"these are not settings of an executor ({error.Message})", fix, error);
        }
    }

    private static string PathOf(string runs, string sweep) => Path.Combine(runs, "slurm", $"{sweep}.json");
}
