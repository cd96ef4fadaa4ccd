using LmmCl.Abstractions;
using TorchSharp;
using static TorchSharp.torch;

namespace Anchored;

/// <summary>
/// L2-SP (Li, Grandvalet, Davoine 2018): the task's loss plus <c>strength / 2</c> times the squared distance of the trained parameters from
/// their values at the start of the stage. Replace this with your own method.
/// </summary>
public sealed class AnchoredMethod : IMitigationMethod, IDisposable
{
    private readonly List<(ModelParameter Parameter, Tensor Start)> anchors = [];
    private double strength;

    /// <inheritdoc/>
    public MethodDescriptor Describe() => new(
        "Anchored",
        new Version(0, 1, 0),
        MethodCapabilities.None,
        typeof(AnchoredSettings),
        "Li, Grandvalet, Davoine: Explicit Inductive Bias for Transfer Learning with Convolutional Networks, ICML 2018");

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        var settings = stage.Settings<AnchoredSettings>();
        strength = settings.Strength;
        stage.Train(Recipes.Parse(settings.Recipe, "settings.recipe").Select(stage.Model));

        // A resumed stage is prepared again with the initial model of the stage, so the anchors are the same.
        using var untracked = no_grad();
        anchors.AddRange(stage.Trained.Select(parameter => (parameter, parameter.Value.clone().DetachFromDisposeScope())));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public Tensor Loss(StepContext step)
    {
        var distances = anchors.Select(anchor => (anchor.Parameter.Value - anchor.Start).pow(Numbers.Of(2)).sum());
        var distance = distances.Aggregate((sum, next) => sum.Plus(next));

        // The weights of a step's micro-batches sum to 1, so the step counts the distance once, regardless of its division.
        return step.TaskLoss().Plus(distance.Times(strength / 2 * step.Weight));
    }

    /// <inheritdoc/>
    public void Dispose() => anchors.ForEach(anchor => anchor.Start.Dispose());
}
