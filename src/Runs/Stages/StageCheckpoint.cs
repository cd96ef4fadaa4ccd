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

    /// <summary>
    /// The event that an earlier run could not record: its training is recorded, and the checkpoint, written after it, is complete. Null if
    /// the stage must be trained.
    /// </summary>
    public static CheckpointWritten? FindUnrecorded(ExperimentPlan plan, StageId stage, ExperimentJournal journal, string parentState)
    {
        if (!journal.History.OfType<StageTrained>().Any(trained => trained.Stage == stage))
        {
            return null;
        }

        try
        {
            return CheckpointManifest.Open(plan.Folder.Checkpoint(stage)).Parent == parentState ? Describe(plan, stage) : null;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
