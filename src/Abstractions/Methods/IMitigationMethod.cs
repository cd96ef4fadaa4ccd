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
    /// <summary>Id, version, capabilities, settings and citation. Called before anything else, without a model.</summary>
    MethodDescriptor Describe();

    /// <summary>
    /// Chooses what trains (<see cref="StageContext.Train"/>), wraps modules (<see cref="ModelModule.Wrap"/>), keeps what
    /// <see cref="FinishAsync"/> will need. The model comes without wrappers: what an earlier stage of the method added is made again from
    /// <see cref="StageContext.PreviousStateFolder"/>.
    /// </summary>
    /// <exception cref="InputException">The settings do not fit the model.</exception>
    ValueTask PrepareAsync(StageContext stage, CancellationToken ct);

    /// <summary>
    /// What one micro-batch adds to the loss of its optimiser step: a scalar, already weighted (<see cref="StepContext.Weight"/>), so that
    /// the step's loss is the plain sum.
    /// By default the task's cross-entropy.
    /// </summary>
    Tensor Loss(StepContext step) => step.TaskLoss();

    /// <summary>
    /// Merges, interpolates, writes <see cref="StageContext.StateFolder"/>. The model's parameters as they are afterwards, with what
    /// <see cref="Attach"/> makes of them, are the stage's result; every wrapper is taken off.
    /// </summary>
    ValueTask FinishAsync(StageContext stage, CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>
    /// Puts what a finished stage left in its state folder onto a loaded model: before it is evaluated, or used as a teacher. By default
    /// nothing, which is right for a method whose result is in the model's own parameters.
    /// </summary>
    /// <exception cref="InputException">The state is damaged or of another model.</exception>
    void Attach(AttachContext context)
    {
    }

    /// <summary>
    /// Named forms of a finished stage that are evaluated beside it, such as other mixing weights. Each is made by <see cref="Attach"/> on
    /// a model of its own, which may then be changed in any way.
    /// </summary>
    /// <param name="settings">The bound settings.</param>
    IReadOnlyList<string> Variants(object settings) => [];

    /// <summary>
    /// The settings that reproduce what was published where the method's own defaults say what was meant: asked for when an experiment runs
    /// as published. By default the settings as they are.
    /// </summary>
    /// <param name="settings">The bound settings. What the user chose against the default stays.</param>
    object AsPublished(object settings) => settings;

    /// <summary>Writes what a stage needs beside the trained tensors to go on after an interruption: counters, running means.</summary>
    /// <param name="folder">An empty folder of the method's own.</param>
    void SaveState(string folder)
    {
    }

    /// <summary>Reads what <see cref="SaveState"/> wrote.</summary>
    void RestoreState(string folder)
    {
    }
}
