using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>One micro-batch of one optimiser step, as a method's loss sees it.</summary>
public sealed class StepContext
{
    private readonly IMultimodalModel? teacher;
    private ForwardPass? teacherForward;

    /// <summary>Made by the training loop, once per micro-batch.</summary>
    public StepContext(IMultimodalModel model, IMultimodalModel? teacher, MultimodalBatch batch, AnswerPositions answers)
    {
        this.teacher = teacher;
        Batch = batch;
        Answers = answers;
        Forward = new ForwardPass(model, batch, answers);
    }

    /// <summary>1 for the first optimiser step of the stage.</summary>
    public required int Step { get; init; }

    /// <summary>Optimiser steps of the stage.</summary>
    public required int Steps { get; init; }

    /// <summary>Positions of the batch's examples in the stage's data: the same number is the same example in every epoch.</summary>
    public required IReadOnlyList<int> Examples { get; init; }

    /// <summary>
    /// What a mean over this micro-batch counts in the step's loss: its share of the step's labelled tokens, or one over the number of
    /// micro-batches (<see cref="LossWeighting"/>). The weights of a step's micro-batches sum to 1.
    /// </summary>
    /// <remarks>
    /// A method multiplies every term of its own by it. A mean over the answers, and a term that is the same for every micro-batch (a
    /// distance between weights), then do not depend on how a step is cut; a mean over other positions does, a little.
    /// </remarks>
    public required double Weight { get; init; }

    /// <summary>Ids, mask, labels and pictures.</summary>
    public MultimodalBatch Batch { get; }

    /// <summary>The labelled positions of <see cref="Batch"/>.</summary>
    public AnswerPositions Answers { get; }

    /// <summary>The model that trains, with gradients.</summary>
    public ForwardPass Forward { get; }

    /// <summary>
    /// <see cref="Weight"/> x mean over the answers of the cross-entropy -log softmax(logits)[label], in fp32 where the model computes in
    /// fewer bits;
    /// summed over a step's micro-batches this is the step's loss.
    /// </summary>
    public Tensor TaskLoss()
    {
        var logits = Forward.AnswerLogits;
        var wide = logits.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? logits.to(ScalarType.Float32) : logits;
        var sum = nn.functional.cross_entropy(wide, Answers.Targets, reduction: nn.Reduction.Sum);

        // Held until libtorch has read it, which the operator does not do.
        using Scalar share = Weight / Math.Max(1, Answers.Count);
        return sum.mul(share);
    }

    /// <summary>The model as the stage began, on the same batch. Ask for its tensors inside <c>no_grad()</c>.</summary>
    /// <exception cref="InvalidOperationException">The method does not declare <see cref="MethodCapabilities.NeedsTeacher"/>.</exception>
    public ForwardPass Teacher => teacherForward ??= new ForwardPass(
        teacher ?? throw new InvalidOperationException("The method does not declare that it needs a teacher."), Batch, Answers);
}
