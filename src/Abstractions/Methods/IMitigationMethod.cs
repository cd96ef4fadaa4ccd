using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// A method against forgetting: decides what trains, with which loss, and what happens to the weights afterwards.
/// One instance serves one stage, in this order: <see cref="PrepareAsync"/>, <see cref="Loss"/> once per micro-batch,
/// <see cref="FinishAsync"/>. Another serves <see cref="Attach"/>. One that is <see cref="IDisposable"/> is disposed of after its use.
/// A resumed stage is prepared again with the model as the stage began; trained tensors, those that the method added among them, are
/// restored after that, then <see cref="RestoreState"/> is called.
/// </summary>
/// <remarks>
/// <para>
/// Before every optimiser step PyTorch's generator is seeded from the stage's seed and the step,
/// so dropout is the same however often a stage was interrupted.
/// </para>
/// <para>
/// Tensors: there is a dispose scope around <see cref="Loss"/>, so what it makes on the way needs no care. The other members open one of
/// their own (<c>using var scope = NewDisposeScope()</c>). What an instance keeps beyond a call leaves the scope
/// (<c>DetachFromDisposeScope()</c>) and is freed in <see cref="IDisposable.Dispose"/>.
/// </para>
/// <para>
/// A class that implements this is public, has a public constructor without parameters, and is the only one of its assembly.
/// </para>
/// </remarks>
/// <example>
/// A method that trains attention and pulls the answers' logits towards those of the model as the stage began:
/// <code>
/// public sealed class PullMethod : IMitigationMethod
/// {
///     private double strength;
///
///     public MethodDescriptor Describe() => new("Pull", new(1, 0, 0), MethodCapabilities.NeedsTeacher, typeof(PullSettings), "Me 2026");
///
///     public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
///     {
///         strength = stage.Settings&lt;PullSettings&gt;().Strength;
///         stage.Train(Recipes.Parse("sa_proj").Select(stage.Model));
///         return ValueTask.CompletedTask;
///     }
///
///     public Tensor Loss(StepContext step)
///     {
///         Tensor before;
///         using (no_grad())
///         {
///             before = step.Teacher.AnswerLogits;
///         }
///
///         return step.TaskLoss() + (strength * step.Weight * (step.Forward.AnswerLogits - before).square().mean());
///     }
/// }
/// </code>
/// </example>
public interface IMitigationMethod
{
    /// <summary>Returns the id, version, capabilities, settings type and citation. Called first, without a model.</summary>
    MethodDescriptor Describe();

    /// <summary>
    /// Selects the trained parameters (<see cref="StageContext.Train"/>), wraps modules (<see cref="ModelModule.Wrap"/>), and keeps what
    /// <see cref="FinishAsync"/> needs. The model has no wrappers at this point: anything that the method added in an earlier stage is
    /// rebuilt from <see cref="StageContext.PreviousStateFolder"/>.
    /// </summary>
    /// <exception cref="InputException">The settings do not fit the model.</exception>
    ValueTask PrepareAsync(StageContext stage, CancellationToken ct);

    /// <summary>
    /// Returns the contribution of one micro-batch to the loss of its optimiser step: a scalar, already weighted by
    /// <see cref="StepContext.Weight"/>, so that the step's loss is a plain sum. Defaults to the task's cross-entropy.
    /// </summary>
    Tensor Loss(StepContext step) => step.TaskLoss();

    /// <summary>
    /// Merges, interpolates and writes <see cref="StageContext.StateFolder"/>. The result of the stage is the model's parameters
    /// afterwards, as modified by <see cref="Attach"/>; all wrappers are removed.
    /// </summary>
    ValueTask FinishAsync(StageContext stage, CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>
    /// Applies the state folder of a finished stage to a loaded model, before evaluation or use as a teacher. Does nothing by default,
    /// which suits a method whose result lies entirely in the model's own parameters.
    /// </summary>
    /// <exception cref="InputException">The state is damaged or of another model.</exception>
    void Attach(AttachContext context)
    {
    }

    /// <summary>
    /// Named forms of a finished stage that are evaluated alongside it, such as other mixing weights. Each is built by <see cref="Attach"/>
    /// on a model of its own, which it may modify freely.
    /// </summary>
    /// <param name="settings">The bound settings.</param>
    IReadOnlyList<string> Variants(object settings) => [];

    /// <summary>
    /// Returns the settings that reproduce the published results, for methods whose defaults follow the intended behaviour instead; used
    /// when an experiment runs as published. By default returns the settings unchanged.
    /// </summary>
    /// <param name="settings">The bound settings. Values that the user set explicitly are kept.</param>
    object AsPublished(object settings) => settings;

    /// <summary>
    /// Writes the state beyond the trained tensors that a stage needs to resume after an interruption, such as counters and running means.
    /// </summary>
    /// <param name="folder">An empty folder reserved for the method.</param>
    void SaveState(string folder)
    {
    }

    /// <summary>Restores the state written by <see cref="SaveState"/>.</summary>
    void RestoreState(string folder)
    {
    }
}
