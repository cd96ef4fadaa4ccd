using LmmCl.Abstractions;
using LmmCl.MoE.Experts;
using LmmCl.MoE.Losses;
using LmmCl.MoE.Routings;
using static TorchSharp.torch;

namespace LmmCl.MoE;

/// <summary>
/// Adds a second expert to the MLP of every decoder layer, with a router before the two: y = g_0 E_0(x) + g_1 E_1(x). E_0 is the base
/// model's MLP and never changes; E_1 starts as its copy and is trained with the router through all stages. The base model's knowledge
/// remains in E_0, and is available as long as the router sends the inputs there.
/// </summary>
public sealed class MoEMethod : IMitigationMethod, IDisposable
{
    private readonly ExpertUse use = new();
    private IReadOnlyList<ExpertLayer> layers = [];
    private RoutedTokens? current;
    private IRouterLoss? routerLoss;
    private bool everyPosition;

    /// <inheritdoc/>
    public MethodDescriptor Describe() => new(
        "MoE",
        new Version(1, 1, 0),
        MethodCapabilities.AddsParameters | MethodCapabilities.ChangesInference | MethodCapabilities.KeepsStateBetweenStages,
        typeof(MoESettings),
        "Outrageously Large Neural Networks: The Sparsely-Gated Mixture-of-Experts Layer, arXiv:1701.06538; "
        + "as a baseline: How to Teach Large Multimodal Models New Skills, arXiv:2510.08564");

    /// <summary>Mixes softly in training and selects one expert in evaluation, as the reference does.</summary>
    public object AsPublished(object settings) => (MoESettings)settings is { Routing: RoutingKind.Soft } chosen
        ? chosen with { Routing = RoutingKind.AsPublished }
        : settings;

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        var settings = stage.Settings<MoESettings>();
        routerLoss = RouterLosses.Of(settings);
        layers = stage.PreviousStateFolder is { } previous
            ? ExpertFile.Read(stage.Model, stage.Files, previous)
            : ExpertLayers.Fresh(stage.Model, stage.Seed, settings.RoutingInitBias);
        var routing = RoutingChoice.InTraining(settings);
        everyPosition = routing.EveryPosition || routerLoss is { EveryPosition: true };
        var measuring = RoutingChoice.InEvaluation(settings);
        Wrap(() => stage.IsMeasuring ? measuring : routing);
        stage.Train(layers.SelectMany(layer => layer.Parameters));
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Computes the task's cross-entropy plus w x the mean over layers of the router loss (<see cref="IRouterLoss"/>), weighted like the
    /// task's own mean.
    /// </summary>
    public Tensor Loss(StepContext step)
    {
        using var routed = current = new RoutedTokens(step.Batch.AttentionMask, routerLoss);
        try
        {
            if (everyPosition)
            {
                // The answer logits are then read from these, and the last layer has routed every position too.
                _ = step.Forward.Logits;
            }

            var task = step.TaskLoss();
            use.Add(step.Step, routed.Shares());
            return routed.MeanLoss() is { } ofRouters ? task.Plus(ofRouters.Times(step.Weight * routerLoss!.Coefficient)) : task;
        }
        finally
        {
            current = null;
        }
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        ExpertFile.Write(layers, stage.Files, stage.StateFolder);
        stage.Measure("expert_use", use.Means());
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Attach(AttachContext context)
    {
        layers = ExpertFile.Read(context.Model, context.Files, context.StateFolder);
        var routing = RoutingChoice.InEvaluation(context.Settings<MoESettings>());
        Wrap(() => routing);
    }

    /// <inheritdoc/>
    public void SaveState(string folder) => use.Save(folder);

    /// <inheritdoc/>
    public void RestoreState(string folder) => use.Restore(folder);

    /// <summary>Removes the experts from the model and frees them.</summary>
    public void Dispose()
    {
        foreach (var layer in layers)
        {
            layer.Dispose();
        }

        layers = [];
        use.Dispose();
    }

    private void Wrap(Func<IRouting> routing)
    {
        foreach (var layer in layers)
        {
            layer.Wrap(routing, () => current);
        }
    }
}
