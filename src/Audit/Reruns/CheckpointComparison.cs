using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Audit.Reruns;

/// <summary>The difference between tensors of one role.</summary>
/// <param name="Role">The role; <c>Merged</c> for other tensors that a method wrote, <c>MethodState</c> for its own files.</param>
/// <param name="Tensors">Number of tensors with the role.</param>
/// <param name="Different">Number of tensors that are not bitwise equal.</param>
/// <param name="Absolute">Largest absolute difference.</param>
/// <param name="Relative">Largest difference relative to the largest absolute value in the tensor.</param>
internal sealed record RoleDifference(string Role, int Tensors, int Different, double Absolute, double Relative);

/// <summary>Compares two checkpoints of one stage: weights, the method's own files, and the manifest that lists them all.</summary>
/// <param name="recordedRoot">The run folder.</param>
/// <param name="againRoot">The run folder of the rerun.</param>
/// <param name="roles">Role of each selected parameter, by name.</param>
/// <param name="tolerance">Largest acceptable relative difference of a tensor.</param>
internal sealed class CheckpointComparison(
    string recordedRoot, string againRoot, IReadOnlyDictionary<string, string> roles, double tolerance)
{
    /// <summary>Name of the comparison of weights; the method's own files go by their own names.</summary>
    public const string What = "tensors";

    private const string Merged = "Merged";
    private const string MethodState = "MethodState";

    private readonly List<(string Role, TensorDifference? Difference)> tensors = [];

    /// <summary>The compared tensors, by role.</summary>
    public IReadOnlyList<RoleDifference> Roles =>
    [
        .. tensors.GroupBy(tensor => tensor.Role).OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => new RoleDifference(
            role.Key,
            role.Count(),
            role.Count(tensor => tensor.Difference is not null),
            role.Max(tensor => tensor.Difference?.Absolute ?? 0),
            role.Max(tensor => tensor.Difference?.Relative ?? 0))),
    ];

    /// <summary>Compares the checkpoints; by hash alone if the recorded one is not available here unchanged.</summary>
    public IEnumerable<ComparedPart> Compare(CheckpointWritten recorded, CheckpointWritten again)
    {
        var differs = recorded.Manifest == again.Manifest ? null : $"{recorded.Manifest.Short} was recorded, it is {again.Manifest.Short}";
        if (Evidence.Of(recorded).FindFault(recordedRoot) is { } fault)
        {
            return [ComparedPart.Of("checkpoint", [differs is null ? null : $"{differs}; the differences cannot be determined: {fault}"])];
        }

        var (before, now) = (Evidence.Of(recorded).Inside(recordedRoot), Evidence.Of(again).Inside(againRoot));
        var weights = TensorsOf(before, now, DeltaCheckpoint.TensorFile, name => roles.GetValueOrDefault(name, Merged));
        var files = MethodFiles(before, now).ToList();
        var isWithin = weights.IsWithin && files.All(file => file.IsWithin);
        return
        [
            weights,
            .. files,
            ComparedPart.Of("checkpoint", [differs], isWithin),
        ];
    }

    private ComparedPart TensorsOf(string before, string now, string file, Func<string, string> roleOf)
    {
        var compared = TensorComparison.Of(Path.Combine(before, file), Path.Combine(now, file));
        tensors.AddRange(compared.Select(tensor => (roleOf(tensor.Name), tensor.Difference)));
        var what = file == DeltaCheckpoint.TensorFile ? What : $"tensors of {file}";
        return ComparedPart.Of(
            what,
            [.. compared.Select(tensor => tensor.Difference?.ToString())],
            compared.All(tensor => tensor.Difference is null || tensor.Difference.Relative <= tolerance));
    }

    /// <summary>Files other than tensors are a method's own, and only the method could judge if they are similar enough.</summary>
    private IEnumerable<ComparedPart> MethodFiles(string before, string now)
    {
        var recorded = OwnFiles(before);
        var again = OwnFiles(now);
        foreach (var name in recorded.Keys.Union(again.Keys).Order(StringComparer.Ordinal))
        {
            yield return !recorded.TryGetValue(name, out var hash) || !again.TryGetValue(name, out var other)
                ? ComparedPart.Of(name, [again.ContainsKey(name) ? "it was not recorded" : "it was recorded, and is not written now"])
                : Path.GetExtension(name) == ".safetensors" ? TensorsOf(before, now, name, _ => MethodState)
                : ComparedPart.Of(name, [hash == other ? null : $"{hash[..12]} was recorded, it is {other[..12]}"], isWithin: true);
        }
    }

    private static Dictionary<string, string> OwnFiles(string folder) =>
        CheckpointManifest.Open(folder, checkContents: false).Files
            .Where(file => file.Name != DeltaCheckpoint.TensorFile)
            .ToDictionary(file => file.Name, file => file.Sha256);
}
