using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit;

/// <summary>
/// Compares a checkpoint's tensors with the list of parameters that its stage selected, and the list with the numbers in events: a tensor
/// that was not selected, and is no weight that added parameters are merged into, cannot have changed.
/// </summary>
internal static class TrainedTensors
{
    private const string Added = nameof(ParameterRole.Added);

    /// <summary>All violations in a history. Files that are missing or altered are found by the check of files.</summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, string root, IEnumerable<RecordedEvent> history)
    {
        var selections = new Dictionary<StageId, IReadOnlyList<Selected>>();
        foreach (var recorded in history)
        {
            var fault = recorded.What switch
            {
                ParametersSelected selected when ReadList(selected, root) is { } list =>
                    FindFault(selected, selections[selected.Stage] = list),
                ParametersVerified verified when selections.TryGetValue(verified.Stage, out var list)
                    && list.All(parameter => parameter.Role != Added) && verified.TrainedTensors != list.Count =>
                    $"{verified.TrainedTensors} trained parameters were compared, {list.Count} were selected.",
                CheckpointWritten written when selections.TryGetValue(written.Stage, out var list) => FindFault(written, root, list),
                _ => null,
            };
            if (fault is not null)
            {
                yield return AuditFinding.At(stream, recorded.Sequence, fault);
            }
        }
    }

    private static string? FindFault(ParametersSelected selected, IReadOnlyList<Selected> list)
    {
        var trained = list.Sum(parameter => parameter.Numbers);
        return trained != selected.Trained ? $"{selected.ListPath} lists {trained} trained values, {selected.Trained} were recorded."
            : !selected.Roles.OrderBy(role => $"{role.Role}", StringComparer.Ordinal).SequenceEqual(RolesOf(list))
            ? $"its roles are not those of the parameters in {selected.ListPath}."
            : selected.Trained > selected.Total ? "it trains more values than the model has."
            : null;
    }

    private static string? FindFault(CheckpointWritten written, string root, IReadOnlyList<Selected> list)
    {
        var (names, merged) = (list.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal), ModulesOf(list));
        try
        {
            var folder = Evidence.Of(written).Inside(root);
            var listed = CheckpointManifest.Open(folder, checkContents: false).Files.Sum(file => file.Size)
                + new FileInfo(Path.Combine(folder, CheckpointManifest.FileName)).Length;
            using var delta = SafetensorsFile.Open(Path.Combine(folder, DeltaCheckpoint.TensorFile));
            return delta.Entries.Count != written.Tensors
                ? $"{written.Path} has {delta.Entries.Count} tensors, {written.Tensors} were recorded."
                // Earlier versions counted files whose names begin with a dot, which they left out of the manifest.
                : listed != written.Bytes && FoldersOnDisk.BytesOf(folder) != written.Bytes
                ? $"{written.Path} has {listed} bytes, {written.Bytes} were recorded."
                : delta.Entries.Keys.Order(StringComparer.Ordinal)
                    .Where(name => !names.Contains(name) && !merged.Contains(ModuleOf(name)))
                    .Select(name => $"{written.Path} changes {name}, which stage {written.Stage} did not train.")
                    .FirstOrDefault();
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<RoleCount> RolesOf(IEnumerable<Selected> list) => list
        .GroupBy(parameter => parameter.Role, StringComparer.Ordinal)
        .OrderBy(role => role.Key, StringComparer.Ordinal)
        .Where(role => Enum.TryParse<ParameterRole>(role.Key, out _))
        .Select(role => new RoleCount(Enum.Parse<ParameterRole>(role.Key), role.Count(), role.Sum(parameter => parameter.Numbers)));

    /// <summary>Modules that have added parameters: each prefix of such a parameter's name.</summary>
    private static HashSet<string> ModulesOf(IEnumerable<Selected> list)
    {
        var modules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in list.Where(parameter => parameter.Role == Added))
        {
            for (var module = ModuleOf(parameter.Name); module.Contains('.', StringComparison.Ordinal); module = ModuleOf(module))
            {
                modules.Add(module);
            }
        }

        return modules;
    }

    private static string ModuleOf(string name) => name.LastIndexOf('.') is > 0 and var end ? name[..end] : "";

    private static List<Selected>? ReadList(ParametersSelected selected, string root)
    {
        try
        {
            var path = new RunFolder(root).Resolve(selected.ListPath, EventNames.Of(selected));
            return [.. File.ReadLines(path).Select(Selected.Parse)];
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private sealed record Selected(string Name, string Role, long Numbers)
    {
        /// <summary>Parses a line: name, role, shape (<c>weight MlpGate [256, 128]</c>).</summary>
        public static Selected Parse(string line) => line.Split(' ', 3) is [var name, var role, ['[', .. var shape, ']']]
            ? new Selected(name, role, shape.Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .Aggregate(1L, (numbers, size) => numbers * long.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture)))
            : throw new FormatException($"'{line}' is not a parameter.");
    }
}
