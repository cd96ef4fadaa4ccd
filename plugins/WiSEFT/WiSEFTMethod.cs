using System.Globalization;
using LmmCl.Abstractions;
using static TorchSharp.torch;

namespace LmmCl.WiSEFT;

/// <summary>
/// WiSE-FT (Wortsman et al. 2022) as the study uses it, at every stage: the trained model is averaged with the previous one, <c>theta_k =
/// previous_weight * theta_(k-1) + (1 - previous_weight) * theta_tuned</c>, over the trained tensors only, in fp32 and rounded once. The
/// next stage starts from theta_k, so the base model's own share after k stages is previous_weight^k.
/// </summary>
public sealed class WiSEFTMethod : IMitigationMethod, IDisposable
{
    private const string VariantPrefix = "previous_weight=";

    private readonly Dictionary<string, Tensor> previous = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public MethodDescriptor Describe() => new(
        "WiSEFT",
        new Version(1, 0, 0),
        MethodCapabilities.MergesWeights | MethodCapabilities.KeepsStateBetweenStages,
        typeof(WiSEFTSettings),
        "Wortsman et al., Robust fine-tuning of zero-shot models, arXiv:2109.01903");

    /// <summary>Merges every tensor, rounded as in the reference.</summary>
    public object AsPublished(object settings) => (WiSEFTSettings)settings with { Mode = MergeMode.AsPublished };

    /// <inheritdoc/>
    public ValueTask PrepareAsync(StageContext stage, CancellationToken ct)
    {
        var settings = stage.Settings<WiSEFTSettings>();
        stage.Train(Recipes.Parse(settings.Recipe, "settings.recipe").Select(stage.Model));
        stage.Merge(settings.Mode == MergeMode.AsPublished ? EveryTensor(stage.Model) : stage.Trained);
        Dispose();
        using var untracked = no_grad();
        foreach (var parameter in stage.Trained)
        {
            previous.Add(parameter.Name, parameter.Value.clone().DetachFromDisposeScope());
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask FinishAsync(StageContext stage, CancellationToken ct)
    {
        var settings = stage.Settings<WiSEFTSettings>();
        if (settings.Sweep.Count > 0)
        {
            KeptModels.Write(stage, Previous);
        }

        var mean = WeightedMean.Of(settings);
        using var untracked = no_grad();
        foreach (var parameter in stage.Merged)
        {
            using var merged = mean.Of(Previous(parameter), parameter.Value);
            parameter.Value.copy_(merged);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Attach(AttachContext context)
    {
        if (context.Variant is { } variant)
        {
            var weight = double.Parse(variant[VariantPrefix.Length..], CultureInfo.InvariantCulture);
            KeptModels.Merge(context, WeightedMean.Of(context.Settings<WiSEFTSettings>(), weight));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Variants(object settings) =>
        [.. ((WiSEFTSettings)settings).Sweep.Select(weight => VariantPrefix + weight.ToString("R", CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in previous.Values)
        {
            tensor.Dispose();
        }

        previous.Clear();
    }

    /// <summary>Returns a parameter's initial tensor in the stage; a frozen one is unchanged.</summary>
    private Tensor Previous(ModelParameter parameter) => previous.GetValueOrDefault(parameter.Name, parameter.Value);

    private static IEnumerable<ModelParameter> EveryTensor(IMultimodalModel model) =>
        model.Parameters.FirstOrDefault(parameter => !parameter.Value.is_floating_point()) is { } whole
            ? throw new InputException(
                whole.Name,
                $"there is no weighted mean of {whole.Value.dtype} numbers.",
                "Use the mode default, which leaves frozen tensors alone.")
            : model.Parameters;
}
