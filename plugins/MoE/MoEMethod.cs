using LmmCl.Abstractions;
using LmmCl.MoE.Experts;
using LmmCl.MoE.Losses;
using LmmCl.MoE.Routings;
using static TorchSharp.torch;

namespace LmmCl.MoE;

/// <summary>
/// Puts a second expert beside the MLP of every decoder layer and a router before the two: y = g_0 E_0(x) + g_1 E_1(x). E_0 is the base
/// model's MLP and never changes; E_1 begins as its copy and trains with the router, through all stages. What the base model knew is still
/// in E_0 at the end, as long as the router sends its inputs there.
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

    /// <summary>Mixes softly in training and picks one expert in evaluation, as the reference does.</summary>
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
        Wrap(routing);
        stage.Train(layers.SelectMany(layer => layer.Parameters));
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The task's cross-entropy, plus w x mean over layers of what the routing asks of the routers (<see cref="IRouterLoss"/>), weighted as
    /// the task's own mean.
    /// </summary>
    public Tensor Loss(StepContext step)
    {
        using var routed = current = new RoutedTokens(step.Batch.AttentionMask, routerLoss);
        try
        {
            if (everyPosition)
            {
                // The answers' logits are then read off these, and the last layer has routed every position too.
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
        Wrap(RoutingChoice.InEvaluation(context.Settings<MoESettings>()));
    }

    /// <inheritdoc/>
    public void SaveState(string folder) => use.Save(folder);

    /// <inheritdoc/>
    public void RestoreState(string folder) => use.Restore(folder);

    /// <summary>Takes the experts off and frees them.</summary>
    public void Dispose()
    {
        foreach (var layer in layers)
        {
            layer.Dispose();
        }

        layers = [];
        use.Dispose();
    }

    private void Wrap(IRouting routing)
    {
        foreach (var layer in layers)
        {
            layer.Wrap(routing, () => current);
        }
    }
}
