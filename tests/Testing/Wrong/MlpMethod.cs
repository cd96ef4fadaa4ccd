using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.Testing.Tests.Wrong;

/// <summary>Trains the MLPs with the task's loss and does nothing wrong: what the wrong methods start from.</summary>
internal abstract class MlpMethod : IMitigationMethod
{
    protected virtual MethodCapabilities Capabilities => MethodCapabilities.None;

    public virtual MethodDescriptor Describe() => new(GetType().Name, new Version(1, 0, 0), Capabilities, typeof(NoSettings), "none");

    public virtual ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Train(Recipes.Parse("mlp").Select(stage.Model));
        return ValueTask.CompletedTask;
    }

    public virtual Tensor Loss(StepContext step) => step.TaskLoss();

    public virtual ValueTask FinishAsync(StageContext stage, CancellationToken ct) => ValueTask.CompletedTask;

    public virtual void Attach(AttachContext context)
    {
    }

    public virtual IReadOnlyList<string> Variants(object settings) => [];

    protected sealed record NoSettings;
}
