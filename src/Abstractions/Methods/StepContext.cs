using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>One micro-batch of an optimiser step, as passed to a method's loss.</summary>
public sealed class StepContext
{
    private readonly IMultimodalModel? teacher;
    private ForwardPass? teacherForward;

    /// <summary>Created by the training loop, once per micro-batch.</summary>
    public StepContext(IMultimodalModel model, IMultimodalModel? teacher, MultimodalBatch batch, AnswerPositions answers)
    {
        this.teacher = teacher;
        Batch = batch;
        Answers = answers;
        Forward = new ForwardPass(model, batch, answers);
    }

    /// <summary>Optimiser step within the stage, counted from 1.</summary>
    public required int Step { get; init; }

    /// <summary>Number of optimiser steps in the stage.</summary>
    public required int Steps { get; init; }

    /// <summary>Indices of the batch's examples in the stage's data, identical in every epoch.</summary>
    public required IReadOnlyList<int> Examples { get; init; }

    /// <summary>
    /// Weight of this micro-batch's mean in the step's loss: its share of the step's labelled tokens, or one over the number of
    /// micro-batches (<see cref="LossWeighting"/>). The weights of a step's micro-batches sum to 1.
    /// </summary>
    /// <remarks>
    /// A method multiplies each of its own terms by this weight. A mean over the answers, or a term that is the same for every micro-batch
    /// (such as a distance between weights), is then independent of the division into micro-batches; a mean over other positions depends on
    /// it slightly.
    /// </remarks>
    public required double Weight { get; init; }

    /// <summary>Token ids, mask, labels and images.</summary>
    public MultimodalBatch Batch { get; }

    /// <summary>The labelled positions of <see cref="Batch"/>.</summary>
    public AnswerPositions Answers { get; }

    /// <summary>Forward pass of the trained model, with gradients.</summary>
    public ForwardPass Forward { get; }

    /// <summary>
    /// Returns <see cref="Weight"/> x the mean over the answers of the cross-entropy -log softmax(logits)[label], computed in fp32 if the
    /// model uses a narrower type. Summed over a step's micro-batches, this is the step's loss.
    /// </summary>
    public Tensor TaskLoss()
    {
        var logits = Forward.AnswerLogits;
        var wide = logits.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? logits.to(ScalarType.Float32) : logits;
        var sum = nn.functional.cross_entropy(wide, Answers.Targets, reduction: nn.Reduction.Sum);

        // The operator does not keep the scalar alive until libtorch has read it.
        using Scalar share = Weight / Math.Max(1, Answers.Count);
        return sum.mul(share);
    }

    /// <summary>Forward pass of the model at the start of the stage, on the same batch. Read its tensors inside <c>no_grad()</c>.</summary>
    /// <exception cref="InvalidOperationException">The method does not declare <see cref="MethodCapabilities.NeedsTeacher"/>.</exception>
    public ForwardPass Teacher => teacherForward ??= new ForwardPass(
        teacher ?? throw new InvalidOperationException("The method does not declare that it needs a teacher."), Batch, Answers);
}
