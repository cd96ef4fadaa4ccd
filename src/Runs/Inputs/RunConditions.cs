using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Inputs;

/// <summary>Conditions that may vary between the runs of an experiment. They are recorded, and a change is printed.</summary>
internal static class RunConditions
{
    private const string MicroBatch = "micro_batch";
    private const string BatchSize = "batch_size";

    /// <summary>Returns a specification with the batch sizes of a recorded run; unchanged if they were not recorded.</summary>
    public static ExperimentSpec WithSizes(ExperimentSpec spec, InputsRecorded? recorded) => recorded is null ? spec : spec with
    {
        Training = spec.Training with { MicroBatch = Size(recorded, MicroBatch) ?? spec.Training.MicroBatch },
        Evaluation = spec.Evaluation with { BatchSize = Size(recorded, BatchSize) ?? spec.Evaluation.BatchSize },
    };

    /// <summary>By name: batch sizes, device, threads, processor, and the hashes of program, packages and native libraries.</summary>
    public static IReadOnlyDictionary<string, string> Of(ExperimentPlan plan, FileHashCache cache)
    {
        var found = HostEnvironment.Describe(plan.Placement).ToDictionary();
        found["processor"] = HostEnvironment.Hardware().Processor;
        found[MicroBatch] = plan.Spec.Training.MicroBatch.ToString(CultureInfo.InvariantCulture);
        found[BatchSize] = plan.Spec.Evaluation.BatchSize.ToString(CultureInfo.InvariantCulture);
        found["activation_checkpointing"] = plan.Spec.Training.ActivationCheckpointing ? "true" : "false";
        var assemblies = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").ToLookup(IsOurs);
        found["program"] = FileHashes.OfFiles(AppContext.BaseDirectory, assemblies[true], cache.Of).Hex;
        found["packages"] = FileHashes.OfFiles(AppContext.BaseDirectory, assemblies[false], cache.Of).Hex;
        found["native"] = FileHashes.OfFiles(LibTorch.Folder ?? AppContext.BaseDirectory, NativeFiles(), cache.Of).Hex;
        return found;
    }

    /// <summary>The differences that can keep a stage from giving bitwise equal results.</summary>
    public static IReadOnlyList<string> DecisiveDifferences(
        IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
        Differences(Decisive(then), Decisive(now));

    /// <summary>The conditions that differ from the recorded ones, in words.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
    [
        .. then.Keys.Union(now.Keys)
            .Order(StringComparer.Ordinal)
            .Where(name => then.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => $"{name}: {Short(then.GetValueOrDefault(name))} was recorded, here it is {Short(now.GetValueOrDefault(name))}"),
    ];

    /// <summary>Leaves out conditions that do not change a result bitwise, such as the device's number and the system's version.</summary>
    private static Dictionary<string, string> Decisive(IReadOnlyDictionary<string, string> conditions) => conditions
        .Where(condition => condition.Key is not ("system" or "lmmcl" or "activation_checkpointing"))
        .ToDictionary(
            condition => condition.Key,
            condition => condition.Key == HostEnvironment.Device ? condition.Value.Split(':')[0] : condition.Value);

    private static int? Size(InputsRecorded recorded, string name) =>
        int.TryParse(recorded.Conditions.GetValueOrDefault(name), CultureInfo.InvariantCulture, out var size) ? size : null;

    private static bool IsOurs(string assembly) => Path.GetFileName(assembly).StartsWith("LmmCl.", StringComparison.Ordinal);

    /// <summary>
    /// The files of libtorch. Those of a NuGet package are half a gigabyte, and NuGet has left the package's SHA-512 beside them.
    /// </summary>
    private static string[] NativeFiles()
    {
        if (LibTorch.Folder is not { } folder)
        {
            return [];
        }

        var package = Path.GetFullPath(Path.Combine(folder, "..", "..", ".."));
        return Directory.GetFiles(package, "*.nupkg.sha512") is { Length: > 0 } seals ? seals : Directory.GetFiles(folder);
    }

    private static string Short(string? value) =>
        value is null ? "nothing" : value.Length == 64 && value.All(char.IsAsciiHexDigit) ? value[..12] : value;
}
