using LmmCl.Abstractions;

namespace LmmCl.Runs.Planning;

/// <summary>Disk space of an experiment, in bytes.</summary>
/// <param name="Checkpoint">Checkpoint of a stage: its changed tensors, and the files that the method keeps.</param>
/// <param name="Stages">Number of stages.</param>
/// <param name="State">
/// State to resume a stage from: trained tensors in fp32 and their moments, and the tensors of the best measurement if they are kept.
/// </param>
public sealed record DiskPlan(long Checkpoint, int Stages, long State)
{
    // Two are kept while a third is written.
    private const int StatesAtOnce = 3;

    /// <summary>Space that is still used at the end.</summary>
    public long Kept => Checkpoint * Stages;

    /// <summary>The most at once: states exist until their stage is complete.</summary>
    public long Peak => Kept + (StatesAtOnce * State);

    internal static DiskPlan Of(PlannedModel model, int stages, bool keepsBest)
    {
        const MethodCapabilities keeping = MethodCapabilities.KeepsStateBetweenStages | MethodCapabilities.ChangesInference;
        var own = model.Trained.Where(parameter => parameter.Role != ParameterRole.Added).ToList();
        var changed = PlannedModel.Bytes(own.Union(model.Merged));
        var ofMethod = (model.Capabilities & keeping) == 0 ? 0 : PlannedModel.Bytes(model.Trained.Except(own));
        var variants = model.HasVariants ? PlannedModel.Bytes(own) + PlannedModel.Bytes(model.Merged) : 0;
        var copies = keepsBest ? 4 : 3;
        return new DiskPlan(changed + ofMethod + variants, stages, copies * sizeof(float) * PlannedModel.Count(model.Trained));
    }
}
