using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>The checkpoint that a stage's training ends with, and the event that records it.</summary>
internal static class StageCheckpoint
{
    /// <summary>The event of a complete checkpoint.</summary>
    public static CheckpointWritten Describe(ExperimentPlan plan, StageId stage)
    {
        var folder = plan.Folder.Checkpoint(stage);
        using var changed = SafetensorsFile.Open(Path.Combine(folder, DeltaCheckpoint.TensorFile));
        var bytes = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        return new CheckpointWritten(
            stage, plan.Folder.Relative(folder), new ContentHash(CheckpointManifest.HashOfFolder(folder)), changed.Entries.Count, bytes);
    }

    /// <summary>The folder of a recorded checkpoint, once its manifest is known to be the recorded one and to list every file.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="written">The event that records the checkpoint.</param>
    /// <param name="checkContents">False if the caller checks the contents of the files by itself.</param>
    /// <exception cref="InputException">The checkpoint was altered, or is missing.</exception>
    public static string FolderOf(RunFolder run, CheckpointWritten written, bool checkContents)
    {
        const string fix = "Put the checkpoint back as it was; see 'lmmcl audit verify'.";
        var folder = run.PathOf(written.Path, EventNames.Of(written));
        var path = Path.Combine(folder, CheckpointManifest.FileName);
        if (!File.Exists(path))
        {
            throw new InputException(path, $"it is missing; SHA-256 {written.Manifest.Short} was recorded.", fix);
        }

        if (ContentHash.OfFile(path) is var found && found != written.Manifest)
        {
            throw new InputException(path, $"it was altered: SHA-256 {written.Manifest.Short} was recorded, it is {found.Short}.", fix);
        }

        // Manifests of earlier versions leave out hidden files.
        var added = CheckpointManifest.Open(folder, checkContents).FindUncovered(folder)
            .FirstOrDefault(name => !Path.GetFileName(name).StartsWith('.'));
        return added is null ? folder : throw new InputException(
            Path.Combine(folder, added), "it is not part of the recorded checkpoint.", "Move it away; see 'lmmcl audit verify'.");
    }
}
