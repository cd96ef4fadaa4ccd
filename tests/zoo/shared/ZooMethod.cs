using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace Zoo;

/// <summary>
/// A method that tunes the attention projections and does nothing wrong. Each plugin of the zoo does one thing differently.
/// </summary>
public abstract class ZooMethod : IMitigationMethod
{
    protected virtual string Id => GetType().Assembly.GetName().Name!["Zoo.".Length..];

    protected virtual MethodCapabilities Capabilities => MethodCapabilities.None;

    protected virtual string Citation => "no publication";

    public MethodDescriptor Describe() => new(Id, new Version(1, 0, 0), Capabilities, typeof(ZooSettings), Citation);

    public virtual ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        stage.Train(Recipes.Parse("sa_proj").Select(stage.Model));
        stage.Measure("given", new Dictionary<string, double> { ["seed"] = stage.Seed });
        return ValueTask.CompletedTask;
    }

    public virtual Tensor Loss(StepContext step) => step.TaskLoss();
}
