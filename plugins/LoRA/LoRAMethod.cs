using LmmCl.Abstractions;
using LmmCl.LoRA.Adapters;
using LmmCl.LoRA.Targets;
using static LmmCl.Abstractions.MethodCapabilities;

namespace LmmCl.LoRA;

/// <summary>
/// Trains a low-rank update of selected linear maps, W' = W + scale * B A, while W stays frozen (Hu et al. 2021). A setting determines the
/// treatment of the update when the next stage begins (<see cref="BetweenStages"/>). Adapters are read and written in PEFT's layout.
/// </summary>
public sealed class LoRAMethod : IMitigationMethod, IDisposable
{
    private readonly List<Adapter> frozen = [];
    private Adapter? adapter;

    /// <inheritdoc/>
    public MethodDescriptor Describe() => new(
        "LoRA",
        new Version(1, 1, 0),
        AddsParameters | MergesWeights | ChangesInference | KeepsStateBetweenStages,
        typeof(LoRASettings),
        "LoRA: Low-Rank Adaptation of Large Language Models, arXiv:2106.09685");

    /// <summary>Selects the reference's targets and trains the projector in addition.</summary>
    public object AsPublished(object settings) => (LoRASettings)settings is { Adapter: null } chosen
        ? chosen with
        {
            Targets = chosen.Targets == LoRATargets.Default ? LoRATargets.Of(LoRATargets.AsPublished) : chosen.Targets,
            TrainProjector = true,
        }
        : settings;

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        var settings = stage.Settings<LoRASettings>();
        if (settings.BetweenStages == BetweenStages.Stack && stage.PreviousStateFolder is { } previous)
        {
            frozen.AddRange(StackedAdapters.Read(previous, stage.Model, stage.Files));
            frozen.ForEach(other => other.Put());
        }

        adapter = Begin(stage, settings);
        adapter.Put(() => !stage.IsMeasuring);
        stage.Train(adapter.Parameters);
        if (settings.BetweenStages == BetweenStages.Merge)
        {
            stage.Merge(adapter.Layers.Select(layer => layer.Weight));
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        var trained = adapter ?? throw new InvalidOperationException("The stage was not prepared.");
        trained.Write(stage.StateFolder, stage.Files);
        TakeOff();
        switch (stage.Settings<LoRASettings>().BetweenStages)
        {
            case BetweenStages.Merge:
                trained.Merge();
                break;
            case BetweenStages.Stack when stage.PreviousStateFolder is { } previous:
                StackedAdapters.Keep(previous, stage.StateFolder);
                break;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Attach(AttachContext context)
    {
        switch (context.Settings<LoRASettings>().BetweenStages)
        {
            case BetweenStages.Stack:
                frozen.AddRange(StackedAdapters.Read(context.StateFolder, context.Model, context.Files));
                break;
            case BetweenStages.Continue:
                frozen.Add(Adapter.Read(context.StateFolder, context.Model, context.Files));
                break;
        }

        frozen.ForEach(other => other.Put());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        frozen.ForEach(other => other.Dispose());
        adapter?.Dispose();
    }

    private void TakeOff()
    {
        frozen.ForEach(other => other.TakeOff());
        adapter?.TakeOff();
    }

    /// <summary>Creates the trained adapter: the previous one, a given one, or a fresh one whose A differs between stages.</summary>
    private static Adapter Begin(StageContext stage, LoRASettings settings) => (settings, stage.PreviousStateFolder) switch
    {
        ({ BetweenStages: BetweenStages.Continue }, { } previous) => Adapter.Read(previous, stage.Model, stage.Files),
        ({ Adapter: { } given }, _) when stage.Number == 1 => Adapter.Read(given, stage.Model, stage.Files),
        ({ Adapter: { } given }, _) => Adapter.FreshLike(given, stage.Model, stage.Files, SeedOf(stage)),
        _ => Adapter.Fresh(settings, stage.Model, SeedOf(stage)),
    };

    // Stage seeds are already distinct; the additional terms are needed to reproduce the first stages of existing experiments.
    private static ulong SeedOf(StageContext stage) => unchecked(((ulong)stage.Seed * 1_000_003) + (ulong)stage.Number);
}
