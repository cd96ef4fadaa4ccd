using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// A method against forgetting: decides what trains, with which loss, and what happens to the weights afterwards.
/// One instance serves one stage, in this order: <see cref="PrepareAsync"/>, <see cref="Loss"/> once per micro-batch,
/// <see cref="FinishAsync"/>.
/// A resumed stage is prepared again with the model as the stage began; trained tensors are restored after that.
/// </summary>
public interface IMitigationMethod
{
    /// <summary>Id, version, capabilities, settings and citation. Called before anything else, without a model.</summary>
    MethodDescriptor Describe();

    /// <summary>
    /// Chooses what trains (<see cref="StageContext.Train"/>), wraps modules, keeps what <see cref="FinishAsync"/> will need.
    /// </summary>
    /// <exception cref="InputException">The settings do not fit the model.</exception>
    ValueTask PrepareAsync(StageContext stage, CancellationToken ct);

    /// <summary>
    /// What one micro-batch adds to the loss of its optimiser step: a scalar, already weighted (<see cref="StepContext.Weight"/>), so that
    /// the step's loss is the plain sum.
    /// By default the task's cross-entropy.
    /// </summary>
    Tensor Loss(StepContext step) => step.TaskLoss();

    /// <summary>Merges, interpolates, drops the teacher. The model's parameters as they are afterwards are the stage's result.</summary>
    ValueTask FinishAsync(StageContext stage, CancellationToken ct) => ValueTask.CompletedTask;
}
