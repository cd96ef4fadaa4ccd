using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>A new router: its bias, and the limit on the number of experts kept.</summary>
internal static class GateCases
{
    private const long Width = 6;

    public static GoldenOutcome Check(JsonElement item, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        return GoldenOutcome.All([Bias(item, methods), Cap(item.GetProperty("top_k_is_capped_at").GetInt32(), methods)]);
    }

    /// <summary>Compares the bias, (b, -b). The published gate keeps a layer's random bias if b is 0; the default is then (0, 0).</summary>
    private static GoldenOutcome Bias(JsonElement item, Func<string, IMitigationMethod> methods)
    {
        var published = item.GetProperty("as_published_bias_is_set_to");
        float[] expected = published.ValueKind == JsonValueKind.Null
            ? [0, 0]
            : [.. published.EnumerateArray().Select(value => value.GetSingle())];
        using var model = MlpLayersModel.Gated(Inputs(), 1, Weight);
        var settings = new JsonObject { ["routing_init_bias"] = item.GetProperty("routing_init_bias").GetDouble() };
        using var prepared = new PreparedMoE(methods, model, settings);
        return TensorDifference.Check(prepared["router.gate.bias"].Value, tensor(expected), 0, "bias");
    }

    /// <summary>Checks that more experts than exist give the same result as all of them.</summary>
    private static GoldenOutcome Cap(int most, Func<string, IMitigationMethod> methods) =>
        TensorDifference.Check(Output(most + 3, methods), Output(most, methods), 0, "output with more experts than there are");

    private static Tensor Output(int topK, Func<string, IMitigationMethod> methods)
    {
        using var model = MlpLayersModel.Gated(Inputs(), 1, Weight);
        using var prepared = new PreparedMoE(methods, model, new JsonObject { ["routing"] = "as-published", ["top_k"] = topK });
        prepared.Fill([("tuned_expert.down_proj.weight", Weight("down_proj").Times(2))]);
        using var batch = model.Batch();
        return model.Hidden(batch).detach();
    }

    private static Tensor Inputs() => Numbers.Range(0, 3 * Width).to(ScalarType.Float32).sin_().reshape(1, 3, Width);

    private static Tensor Weight(string projection) =>
        Numbers.Range(projection.Length, projection.Length + (Width * Width)).to(ScalarType.Float32).cos_().reshape(Width, Width);
}
