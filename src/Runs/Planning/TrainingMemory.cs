using LmmCl.Abstractions;
using LmmCl.Modeling.Memory;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Planning;

/// <summary>Memory of training a stage, in bytes.</summary>
/// <param name="Weights">Parameters of the model, with those that the method adds.</param>
/// <param name="Copies">A teacher's own tensors, and the earlier values of what is merged after training.</param>
/// <param name="Masters">fp32 copies of trained half-precision parameters.</param>
/// <param name="Moments">AdamW's two moments, in fp32.</param>
/// <param name="Gradients">Gradients of all trained parameters, in fp32.</param>
/// <param name="Activations">Most that a micro-batch adds: what autograd keeps, temporaries, pixels, logits.</param>
/// <param name="Peak">Most of all of it at once; gradients and activations have their peaks at different times.</param>
public sealed record TrainingMemory(
    long Weights, long Copies, long Masters, long Moments, long Gradients, long Activations, long Peak)
{
    private const int Wide = sizeof(float);

    internal static TrainingMemory Of(ExperimentSpec spec, PlannedModel model, PlannedBatches batches)
    {
        var count = PlannedModel.Count(model.Trained);
        var added = model.Trained.Where(parameter => parameter.Role == ParameterRole.Added).ToList();
        var weights = PlannedModel.Bytes(model.Model.Parameters) + PlannedModel.Bytes(added);
        var hasTeacher = model.Capabilities.HasFlag(MethodCapabilities.NeedsTeacher);
        var changing = model.Trained.Except(added).Union(model.Merged);
        var copies = (hasTeacher ? PlannedModel.Bytes(changing) : 0) + PlannedModel.Bytes(model.Trained.Intersect(model.Merged));
        var half = model.Trained.Where(parameter => parameter.Value.element_size() < Wide).ToList();
        var masters = Wide * PlannedModel.Count(half);
        var (moments, gradients) = (2 * Wide * count, Wide * count);

        // Half-precision and checkpointed gradients are summed outside autograd.
        var apart = half.Count > 0 || spec.Training.ActivationCheckpointing;
        var several = spec.Training.EffectiveBatch > spec.Training.MicroBatch;
        var passes = batches.Training.Select(pass => Pass(spec, model, pass, gathers: apart || !several)).ToList();
        var fixedBytes = weights + copies + masters + moments;
        var passing = passes.Max() + (several ? gradients : 0);
        var largest = Wide * model.Trained.Max(parameter => parameter.Value.numel());
        var activations = batches.Training.Max(pass => Pass(spec, model, pass, gathers: false));
        var peak = fixedBytes + Math.Max(passing, gradients + largest);

        // A teacher is loaded whole before it shares what stays.
        return new TrainingMemory(
            weights, copies, masters, moments, gradients, activations, hasTeacher ? Math.Max(peak, 2 * weights) : peak);
    }

    private static long Pass(ExperimentSpec spec, PlannedModel model, PassShape pass, bool gathers)
    {
        var own = PassMemory.OfTraining(model.Sizes, model.Trained, pass, spec.Training.ActivationCheckpointing, gathers);
        if (!model.Capabilities.HasFlag(MethodCapabilities.NeedsTeacher))
        {
            return own.Peak;
        }

        // The teacher runs while the student's activations wait for the backward pass; its logits stay until then.
        var logits = 3 * Wide * pass.Answers * model.Sizes.Text.Vocabulary;
        return Math.Max(own.Peak, own.Kept + PassMemory.OfForward(model.Sizes, pass).Peak) + logits;
    }
}
