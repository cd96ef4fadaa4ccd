using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.Modeling.Files;
using LmmCl.Training.Optimisation;
using LmmCl.Training.Validation;
using static TorchSharp.torch;

namespace LmmCl.Training.State;

/// <summary>
/// Saves and restores the state that a stage needs to resume: trained tensors (the fp32 masters of half-precision ones), AdamW's moments
/// and step counts, the method's own state, the step, and the measurements on validation data with the tensors of the best one. The newest
/// two states are kept.
/// </summary>
/// <param name="root">Parent folder of the states.</param>
/// <param name="run">Identity that a state must match to be resumed from.</param>
/// <param name="method">The method, whose own state is saved and restored as well.</param>
/// <param name="keepsBest">True if the states hold the tensors of the best measurement on validation data.</param>
/// <param name="recorded">Recorded states, the only ones that may be resumed from; null to accept every intact state.</param>
internal sealed class StateFolder(string root, RunIdentity run, IMitigationMethod method, bool keepsBest, RecordedStates? recorded = null)
{
    private const string TrainedFile = "trained.safetensors";
    private const string MeanPrefix = "mean.";
    private const string SquarePrefix = "square.";
    private const string MomentsFile = "moments.safetensors";
    private const string MethodFolder = "method";
    private const string Unfinished = ".partial";
    private const int Kept = 2;

    // Tensors of the best measurement, stored beside the states until the next state includes them.
    private const string BestFile = "best.safetensors";

    private SavedState? current;
    private ValidationProgress? currentValidation;

    /// <summary>
    /// Writes a new folder, which gets its final name only once everything is on disk; a failed write is cleaned up to free its space.
    /// </summary>
    public SavedState Save(TrainingClock clock, Optimiser optimiser)
    {
        // Skip the write only if this process wrote the folder or resumed from it: any other folder of this step is untrusted, even if
        // intact.
        if (current?.Step == clock.Step && currentValidation == clock.Validation && StateManifest.Intact(current.Folder)?.Run == run.Hash)
        {
            return current;
        }

        var folder = NewFolder(clock.Step);
        var partial = folder + Unfinished;
        DeleteUnfinished();
        try
        {
            var manifest = Write(partial, clock, optimiser);
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            DurableFolder.Publish(partial, folder);
            DeleteOthers(folder);
            currentValidation = clock.Validation;
            return current = new SavedState(clock.Step, folder, ContentHash.Of(manifest));
        }
        catch
        {
            DeleteUnfinished();
            throw;
        }
    }

    /// <summary>
    /// Stores the current trained tensors as the best so far, for later states and for <see cref="TakeBest"/>. A kill before the next state
    /// may lose them: the steps since the last state are then repeated, including the measurement.
    /// </summary>
    public void KeepBest(Optimiser optimiser) => WriteTrained(Path.Combine(DurableFolder.Create(root), BestFile), optimiser);

    /// <summary>Restores the trained tensors of the best measurement from the last saved state.</summary>
    public void TakeBest(Optimiser optimiser)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var best = new TensorFile(Path.Combine(current!.Folder, BestFile));
        foreach (var slot in optimiser.Slots)
        {
            best.ReadInto(slot.Name, slot.Tensor.Master);
        }

        optimiser.Publish();
    }

    /// <summary>
    /// Returns a folder whose name is not recorded yet. If a recorded name were reused, a kill before the new state is recorded would leave
    /// a state that contradicts its record.
    /// </summary>
    private string NewFolder(int step)
    {
        var name = $"step-{step:D8}";
        var free = name;
        for (var attempt = 2; recorded?[free] is not null; attempt++)
        {
            free = $"{name}.{attempt}";
        }

        return Path.Combine(DurableFolder.Create(root), free);
    }

    private byte[] Write(string partial, TrainingClock clock, Optimiser optimiser)
    {
        var ofMethod = Directory.CreateDirectory(Path.Combine(partial, MethodFolder)).FullName;
        WriteTrained(Path.Combine(partial, TrainedFile), optimiser);
        TensorFile.Write(Path.Combine(partial, MomentsFile), optimiser.Slots.SelectMany(slot =>
            new[] { (MeanPrefix + slot.Name, slot.Mean), (SquarePrefix + slot.Name, slot.Square) }));
        if (clock.Validation.BestStep > 0 && keepsBest)
        {
            Copy(Path.Combine(root, BestFile), Path.Combine(partial, BestFile));
        }

        method.SaveState(ofMethod);
        var manifest = new StateManifest(
            run.Hash,
            clock.Step,
            clock.LabelTokens,
            clock.LastLoss,
            clock.Seconds,
            optimiser.Slots.ToDictionary(slot => slot.Name, slot => slot.Steps),
            Directory.GetFiles(partial, "*", SearchOption.AllDirectories)
                .ToDictionary(file => Path.GetRelativePath(partial, file), file => ContentHash.OfFile(file).Hex))
        {
            Validation = clock.Validation.Step > 0 ? clock.Validation : null,
        }.ToBytes();
        DurableFile.Write(Path.Combine(partial, StateManifest.FileName), manifest);
        return manifest;
    }

    private void DeleteOthers(string folder)
    {
        // A state beyond this step was left by another run.
        var stale = Folders().Where(other => string.CompareOrdinal(other, folder) > 0);
        foreach (var old in stale.Concat(Folders().Where(other => string.CompareOrdinal(other, folder) <= 0).Skip(Kept)))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    private void DeleteUnfinished()
    {
        foreach (var partial in Directory.GetDirectories(root, "step-*" + Unfinished))
        {
            Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Restores the newest state of the same run. Returns null if there is none.</summary>
    /// <exception cref="InputException">A recorded state was altered.</exception>
    public SavedState? Restore(TrainingClock clock, Optimiser optimiser)
    {
        foreach (var folder in Folders())
        {
            if (Open(folder) is { } manifest && run.Accepts(manifest.Run))
            {
                Restore(folder, manifest, optimiser);
                clock.GoOnFrom(manifest);
                currentValidation = clock.Validation;
                return current = new SavedState(manifest.Step, folder, ContentHash.OfFile(Path.Combine(folder, StateManifest.FileName)));
            }
        }

        return null;
    }

    private StateManifest? Open(string folder) => recorded is null ? StateManifest.Intact(folder)
        : recorded[Path.GetFileName(folder)] is { } hash ? StateManifest.OfRecorded(folder, hash)
        : null;

    private void Restore(string folder, StateManifest manifest, Optimiser optimiser)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var trained = new TensorFile(Path.Combine(folder, TrainedFile));
        using var moments = new TensorFile(Path.Combine(folder, MomentsFile));
        foreach (var slot in optimiser.Slots)
        {
            trained.ReadInto(slot.Name, slot.Tensor.Master);
            moments.ReadInto(MeanPrefix + slot.Name, slot.Mean);
            moments.ReadInto(SquarePrefix + slot.Name, slot.Square);
            slot.Steps = manifest.MomentSteps[slot.Name];
        }

        optimiser.Publish();
        if (manifest.Files.ContainsKey(BestFile))
        {
            Copy(Path.Combine(folder, BestFile), Path.Combine(root, BestFile));
        }

        method.RestoreState(Path.Combine(folder, MethodFolder));
    }

    private static void Copy(string from, string to)
    {
        using var source = File.OpenRead(from);
        DurableFile.Write(to, source.CopyTo);
    }

    private static void WriteTrained(string path, Optimiser optimiser) =>
        TensorFile.Write(path, optimiser.Slots.Select(slot => (slot.Name, (Tensor)slot.Tensor.Master)));

    /// <summary>State folders, newest first.</summary>
    private IEnumerable<string> Folders() => Directory.Exists(root)
        ? Directory.GetDirectories(root, "step-*")
            .Where(folder => !folder.EndsWith(Unfinished, StringComparison.Ordinal))
            .OrderDescending(StringComparer.Ordinal)
        : [];
}
