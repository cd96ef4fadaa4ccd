using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore.Projections;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Hardware;
using LmmCl.Runs.Experiments;

namespace LmmCl.Audit;

/// <summary>
/// Recomputes the hash of each stage's weights: the base model with the checkpoint of every stage up to it applied. One model is in memory.
/// </summary>
/// <param name="stream">Name of the experiment.</param>
/// <param name="run">Its run folder.</param>
/// <param name="model">Folder of the base model; null to use the one that the experiment ran with, if it is here.</param>
internal sealed class RecomputedWeights(string stream, RunFolder run, string? model)
{
    private readonly List<AuditFinding> faults = [];
    private readonly List<AuditFinding> notEstablished = [];

    /// <summary>Checkpoints whose weights do not have the recorded hash.</summary>
    public IReadOnlyList<AuditFinding> Faults => faults;

    /// <summary>Checkpoints whose weights could not be recomputed.</summary>
    public IReadOnlyList<AuditFinding> NotEstablished => notEstablished;

    /// <summary>Number of checkpoints whose weights were recomputed.</summary>
    public int Checked { get; private set; }

    /// <summary>Recomputes the weights of every checkpoint in a history.</summary>
    public void Check(IReadOnlyList<RecordedEvent> history, CancellationToken ct)
    {
        var written = history.Where(recorded => recorded.What is CheckpointWritten).ToList();
        if (written.Count == 0 || history[0].What is not ExperimentStarted begun)
        {
            return;
        }

        if (FindModel(begun, out var folder) is { } reason)
        {
            notEstablished.Add(AuditFinding.At(
                stream, written[0].Sequence, $"the weights of {written.Count} checkpoints were not computed again: {reason}"));
            return;
        }

        try
        {
            using var loaded = MultimodalModels.Load(folder, Placement.Of("cpu", ExperimentIdentity.DtypeOf(begun.SpecJson)));
            Check(loaded, written, ct);
        }
        catch (InputException unreadable)
        {
            notEstablished.Add(AuditFinding.At(stream, written[0].Sequence, unreadable.Message));
        }
    }

    private void Check(LoadedModel loaded, IEnumerable<RecordedEvent> written, CancellationToken ct)
    {
        var state = ModelHash.Of(loaded.Model);
        foreach (var recorded in written)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                var manifest = DeltaCheckpoint.Apply(loaded.Model, Evidence.Of((CheckpointWritten)recorded.What).Inside(run.Root));
                if (manifest.Parent != state)
                {
                    faults.Add(AuditFinding.At(
                        stream, recorded.Sequence, $"it belongs to weights {manifest.Parent?[..12]}, those before it are {state[..12]}."));
                    return;
                }

                (state, Checked) = (manifest.State, Checked + 1);
            }
            catch (InputException different)
            {
                faults.Add(AuditFinding.At(stream, recorded.Sequence, different.Message));
                return;
            }
        }
    }

    private string? FindModel(ExperimentStarted begun, out string folder)
    {
        const string Fix = "name the base model's folder with --model.";
        folder = model ?? "";
        try
        {
            folder = model ?? StoredSpec.Read(run).Model;
            return !Directory.Exists(folder) ? $"the base model '{folder}' is not here; {Fix}"
                : ExperimentIdentity.HashOfModel(folder) != begun.BaseModelHash ? $"'{folder}' is not the base model that was used; {Fix}"
                : null;
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            return $"{error.Message} Or {Fix}";
        }
    }
}
