using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Wise;

/// <summary>Drives WiSE-FT through one stage: the previous weights, training that results in the tuned ones, and the merge.</summary>
internal static class WiseStage
{
    public const string Method = "WiSEFT";

    /// <summary>A tensor before and after training.</summary>
    /// <param name="Name">Key of the tensor.</param>
    /// <param name="Previous">Value before the stage.</param>
    /// <param name="Tuned">Value after training.</param>
    /// <param name="Trains">True if training may change it.</param>
    public sealed record Change(string Name, Tensor Previous, Tensor Tuned, bool Trains);

    /// <summary>Settings of the published merge in the data type of the previous checkpoint.</summary>
    public static JsonObject Published(double previousWeight, ScalarType type) => new()
    {
        ["mode"] = "as-published",
        ["previous_weight"] = previousWeight,
        ["merge_dtype"] = type switch
        {
            ScalarType.BFloat16 => "bfloat16",
            ScalarType.Float16 => "float16",
            ScalarType.Float32 => "float32",
            _ => throw new NotSupportedException($"No merge in {type}."),
        },
    };

    /// <summary>The merged tensors by name, in the type that can represent both models' values.</summary>
    public static IReadOnlyDictionary<string, Tensor> Merge(IMitigationMethod method, JsonObject settings, IReadOnlyList<Change> changes)
    {
        using var scope = NewDisposeScope();
        var tensors = changes.Select(change => (change.Name, change.Previous.to(Wider(change)), change.Trains));

        // A stage must train something: if all given tensors are frozen, add one that trains.
        using var model = new BareWeights(tensors.Append(("stand-in", zeros(1), true)));
        using var stage = new GoldenStage(method, model, settings);
        stage.Prepare();
        foreach (var change in changes.Where(change => change.Trains))
        {
            model[change.Name].copy_(change.Tuned);
        }

        stage.Finish();
        return changes.ToDictionary(change => change.Name, change => model[change.Name].detach().clone().MoveToOuterDisposeScope());
    }

    private static ScalarType Wider(Change change) =>
        change.Previous.dtype == change.Tuned.dtype ? change.Previous.dtype : ScalarType.Float32;
}
