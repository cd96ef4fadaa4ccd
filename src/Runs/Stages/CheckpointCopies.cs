using System.Globalization;
using LmmCl.Abstractions;
using LmmCl.Evaluation;
using LmmCl.Events;
using LmmCl.Modeling.Artifacts;
using LmmCl.Runs.Experiments;
using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Stages;

/// <summary>The copies of an experiment's checkpoints in the folder of artifacts, if the user named one.</summary>
/// <param name="options">The folder.</param>
/// <param name="progress">Receives the progress of copying.</param>
internal sealed class CheckpointCopies(RunOptions options, IWorkProgress progress)
{
    private readonly ArtifactFolder? artifacts = options.Artifacts is { } folder ? new(folder) : null;

    /// <summary>Refuses a folder that cannot be written to, before there is work that would be held up by it.</summary>
    /// <exception cref="InputException">The folder cannot be created or written to.</exception>
    public void RefuseUnwritable() => artifacts?.RefuseUnwritable();

    /// <summary>Copies the recorded checkpoints of which the folder has no whole copy.</summary>
    /// <param name="run">The run folder.</param>
    /// <param name="journal">The experiment's events.</param>
    /// <param name="ct">Stops the copying; the next call takes it up.</param>
    /// <exception cref="InputException">
    /// A checkpoint was altered, the disk is full, or the folder cannot be written to. The checkpoints remain in the run folder.
    /// </exception>
    public Task CopyAsync(RunFolder run, ExperimentJournal journal, CancellationToken ct) => artifacts is null
        ? Task.CompletedTask
        : Task.Run(() => Copy(artifacts, run, journal, ct), CancellationToken.None);

    private void Copy(ArtifactFolder target, RunFolder run, ExperimentJournal journal, CancellationToken ct)
    {
        foreach (var written in journal.History.OfType<CheckpointWritten>().Where(written => !target.Has(written.Manifest.Hex)))
        {
            var title = string.Create(
                CultureInfo.InvariantCulture, $"{journal.Experiment}: copying the checkpoint of stage {written.Stage.Number}");
            var folder = StageCheckpoint.FolderOf(run, written, checkContents: false);
            var copied = target.Store(folder, (done, total) => progress.Count(title, done, total), ct);
            progress.End(string.Create(
                CultureInfo.InvariantCulture,
                $"{journal.Experiment}: stage {written.Stage.Number}: its checkpoint of {Figures.Size(copied.Size)} is copied to "
                + $"{options.Artifacts}, {Figures.Size(copied.Added)} of it were new there"));
        }
    }
}
