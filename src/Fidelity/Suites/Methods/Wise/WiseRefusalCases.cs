using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Wise;

/// <summary>
/// Checks that inputs refused by the reference's merge give an input error here, and that inputs it accepts are accepted.
/// </summary>
internal static class WiseRefusalCases
{
    private const double KeptWeight = 0.5;

    public static GoldenOutcome Check(JsonElement item, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var expected = item.GetProperty("as_published_error").ValueKind != JsonValueKind.Null;
        var refusal = Refusal(item, methods);
        return GoldenOutcome.Equal(
            expected == refusal is not null,
            () => expected ? "is not refused" : $"is refused: {refusal!.Message}");
    }

    private static InputException? Refusal(JsonElement item, Func<string, IMitigationMethod> methods)
    {
        try
        {
            var name = CaseFile.NameOf(item);
            var frozen = name.EndsWith("integer-tensor", StringComparison.Ordinal) ? ScalarType.Int64 : ScalarType.Float32;
            using var model = new BareWeights([("trained", ones([2, 3]), true), ("frozen", ones([4], dtype: frozen), false)]);
            using var stage = new GoldenStage(methods(WiseStage.Method), model, Settings(item));
            stage.Prepare();
            stage.Finish();
            if (name.EndsWith("shape-differs", StringComparison.Ordinal))
            {
                MergeOntoAnotherShape(stage);
            }

            return null;
        }
        catch (InputException refusal)
        {
            return refusal;
        }
    }

    /// <summary>
    /// Merges onto a model of another shape. Within a stage both models have the same shapes; only when a merge is read back can the model
    /// differ.
    /// </summary>
    private static void MergeOntoAnotherShape(GoldenStage stage)
    {
        using var other = new BareWeights([("trained", ones([3, 2]), true), ("frozen", ones([4]), false)]);
        stage.Attach(other, $"previous_weight={KeptWeight}");
    }

    private static JsonObject Settings(JsonElement item) => new()
    {
        ["mode"] = "as-published",
        ["weights"] = new JsonArray([.. item.GetProperty("weights").EnumerateArray().Select(weight => (JsonNode)weight.GetDouble())]),
        ["sweep"] = new JsonArray(KeptWeight),
    };
}
