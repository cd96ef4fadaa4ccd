using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Inputs;

namespace LmmCl.Audit;

/// <summary>
/// Checks that every run of an experiment recorded what it read, that all runs read the same, and that the plugin is the same wherever it
/// is named.
/// </summary>
internal static class RecordedRuns
{
    /// <summary>Contradictions between the records of an experiment's runs.</summary>
    public static IEnumerable<AuditFinding> FindFaults(string stream, string root, IReadOnlyList<RecordedEvent> history)
    {
        var started = history.Select(recorded => recorded.What).OfType<ExperimentStarted>().FirstOrDefault();
        InputsRecorded? first = null;
        foreach (var recorded in history)
        {
            var fault = recorded.What switch
            {
                PluginLoaded loaded when started?.Plugins.FirstOrDefault(plugin => plugin.Id == loaded.Plugin) is { } planned
                    && (planned.Files, planned.Version) != (loaded.Files, loaded.Version) =>
                    $"plugin {loaded.Plugin} is {loaded.Version} ({loaded.Files.Short}), the experiment started with {planned.Version} "
                    + $"({planned.Files.Short}).",
                InputsRecorded inputs => FindFault(inputs, first ??= inputs, started, root),
                _ => null,
            };
            if (fault is not null)
            {
                yield return AuditFinding.At(stream, recorded.Sequence, fault);
            }
        }
    }

    /// <summary>Runs of which too little is known: earlier versions did not record what they read.</summary>
    public static IEnumerable<AuditFinding> FindUnrecorded(string stream, string root, IReadOnlyList<RecordedEvent> history)
    {
        var started = history.Select(recorded => recorded.What).OfType<ExperimentStarted>().FirstOrDefault();
        var recordedRuns = history.Select(recorded => recorded.What).OfType<InputsRecorded>().Select(inputs => inputs.Attempt).ToHashSet();
        foreach (var recorded in history)
        {
            var attempt = recorded.What switch
            {
                ExperimentStarted => 1,
                ExperimentResumed resumed => resumed.Attempt,
                _ => (int?)null,
            };
            if (recorded.What is InputsRecorded inputs
                && !recordedRuns.Contains(1)
                && FindOtherPlugin(ListOf(inputs, root) ?? [], inputs, started) is { } other)
            {
                yield return AuditFinding.At(stream, recorded.Sequence, other);
            }

            if (attempt is { } run && !recordedRuns.Contains(run))
            {
                yield return AuditFinding.At(
                    stream, recorded.Sequence, $"what run {run} read (pictures, captions, plugin, program) was not recorded.");
            }
        }
    }

    private static string? FindFault(InputsRecorded inputs, InputsRecorded first, ExperimentStarted? started, string root)
    {
        if (inputs.Files != first.Files)
        {
            return $"run {inputs.Attempt} read other files ({inputs.Files.Short}) than run {first.Attempt} ({first.Files.Short}).";
        }

        if (new Evidence(inputs.FilesPath, inputs.Files, EventNames.Of(inputs)).FindFault(root) is not null)
        {
            // Found by the check of files.
            return null;
        }

        return ListOf(inputs, root) is not { } list ? $"{inputs.FilesPath} is not a list of files."
            : list.Count != inputs.Count ? $"{inputs.FilesPath} lists {list.Count} files, {inputs.Count} were recorded."
            : first.Attempt == 1 ? FindOtherPlugin(list, inputs, started)
            : null;
    }

    /// <summary>
    /// A plugin other than that of the experiment's start. An experiment that an earlier version began is resumed with the plugins of
    /// today's, so that this is a contradiction only if the first run recorded what it read.
    /// </summary>
    private static string? FindOtherPlugin(IEnumerable<InputFile> list, InputsRecorded inputs, ExperimentStarted? started)
    {
        var used = started?.Plugins.ToDictionary(plugin => RunInputs.Plugin + plugin.Id, plugin => plugin.Files) ?? [];
        return list.Where(file => used.TryGetValue(file.Name, out var hash) && hash != file.Hash)
            .Select(file => $"run {inputs.Attempt} read {file.Name} with hash {file.Hash.Short}, the experiment started with "
                + $"{used[file.Name].Short}.")
            .FirstOrDefault();
    }

    private static IReadOnlyList<InputFile>? ListOf(InputsRecorded inputs, string root) =>
        Readable.OrNull(() => InputFile.ReadList(new RunFolder(root), inputs));
}
