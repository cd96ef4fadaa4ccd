using static TorchSharp.torch;

namespace LmmCl.Abstractions;

/// <summary>
/// A mitigation method against forgetting. It selects the trained parameters, defines the loss, and may change the weights afterwards. One
/// instance serves one stage, in this order: <see cref="PrepareAsync"/>, <see cref="Loss"/> once per micro-batch,
/// <see cref="FinishAsync"/>. A separate instance serves <see cref="Attach"/>. Instances that implement <see cref="IDisposable"/> are
/// disposed after use. A resumed stage is prepared again with the initial model of the stage; the trained tensors, including those added by
/// the method, are then restored, and finally <see cref="RestoreState"/> is called.
/// </summary>
/// <remarks>
/// <para>
/// Before every optimiser step PyTorch's generator is seeded from the stage's seed and the step, so dropout does not depend on
/// interruptions.
/// </para>
/// <para>
/// Tensors: <see cref="Loss"/> runs inside a dispose scope, so its temporaries are freed automatically. The other members open their
/// own scope (<c>using var scope = NewDisposeScope()</c>). Tensors that an instance keeps beyond a call must be detached from the scope
/// (<c>DetachFromDisposeScope()</c>) and freed in <see cref="IDisposable.Dispose"/>.
/// </para>
/// <para>
/// An implementing class must be public, have a public parameterless constructor, and be the only one in its assembly.
/// </para>
/// </remarks>
/// <example>
/// A method that trains attention and pulls the answers' logits towards those of the initial model of the stage:
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
