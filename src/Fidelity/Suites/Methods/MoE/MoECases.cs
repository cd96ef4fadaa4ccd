using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>Outputs and gradients of the mixture, as published and by default.</summary>
internal static class MoECases
{
    public const string Stated = "outputs 1e-4, gradients 1e-4 relative + 1e-6, losses 1e-5 relative";

    private const double OutputTolerance = 1e-4;

    public static GoldenOutcome Check(JsonElement item, string folder, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var golden = new MoECase(item, folder, methods);
        return GoldenOutcome.All([.. Mixture(golden), RoutingWeights(golden), .. MoELossCases.Check(golden)]);
    }

    /// <summary>Compares the layer's output, and the gradients of sum(output * U).</summary>
    private static IEnumerable<GoldenOutcome> Mixture(MoECase golden)
    {
        var x = golden.HiddenStates();
        using var model = MlpLayersModel.Gated(x, layers: 1, golden.Original);
        using var prepared = golden.Prepare(model, golden.Settings());
        using var batch = model.Batch();
        var output = model.Hidden(batch);
        yield return TensorDifference.Check(output, golden[golden.Fields.Text("output")], OutputTolerance, "output");
        if (!golden.Fields.GetProperty("gradients").GetBoolean())
        {
            yield break;
        }

        (output * golden.UpstreamGradient()).sum().backward();
        foreach (var outcome in Gradients.Check(golden, prepared, x, "gradient"))
        {
            yield return outcome;
        }

        var without = golden.Fields.GetProperty("parameters_without_gradient").EnumerateArray()
            .Select(name => name.GetString()!).Order(StringComparer.Ordinal);
        var found = golden.Added.Where(name => prepared[name].Value.grad is null).Order(StringComparer.Ordinal).ToList();
        yield return GoldenOutcome.Equal(without.SequenceEqual(found), () => $"without gradient: [{string.Join(", ", found)}]");
        yield return GoldenOutcome.Equal(
            model.Parameters.All(parameter => parameter.Value.grad is null), () => "the original expert got a gradient");
    }

    /// <summary>
    /// Compares the routing weights, read from a mixture of unit vectors. The default cases list the softmax, regardless of its use.
    /// </summary>
    private static GoldenOutcome RoutingWeights(MoECase golden)
    {
        var expected = golden[golden.Fields.Text("routing_weights")];
        var settings = golden.Settings();
        if (!golden.IsPublished)
        {
            settings["routing"] = "soft";
        }

        return TensorDifference.Check(Weights(golden, settings), expected, OutputTolerance, "routing weights");
    }

    /// <summary>Routing weights [B, T, 2].</summary>
    internal static Tensor Weights(MoECase golden, JsonObject settings)
    {
        using var model = MlpLayersModel.OfUnitVectors(golden.HiddenStates(), golden.Original);
        using var prepared = golden.Prepare(model, settings);
        using var batch = model.Batch();
        return model.Hidden(batch).narrow(-1, 0, 2).detach();
    }
}
