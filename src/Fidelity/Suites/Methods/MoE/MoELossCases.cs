using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.MoE;

/// <summary>The router losses added to the task: the published auxiliary loss, and load balancing with its components.</summary>
internal static class MoELossCases
{
    private const double LossTolerance = 1e-5;
    private const double ShareTolerance = 1e-4;

    public static IEnumerable<GoldenOutcome> Check(MoECase golden) => golden switch
    {
        { IsEvaluation: true } => [],
        { IsPublished: true } => [Auxiliary(golden, "auxiliary_loss", 1), Auxiliary(golden, "auxiliary_loss_two_equal_layers", 2)],
        _ => [.. LoadBalancing(golden), Chosen(golden), ExpertUse(golden)],
    };

    private static GoldenOutcome Auxiliary(MoECase golden, string field, int layers)
    {
        if (!golden.Fields.TryGetProperty(field, out var expected))
        {
            return GoldenOutcome.Exact;
        }

        using var model = MlpLayersModel.Gated(golden.HiddenStates(), layers, golden.Original);
        var settings = golden.Settings();
        settings["auxiliary_weight"] = 1;
        using var prepared = golden.Prepare(model, settings);
        using var batch = model.Batch();
        return Loss(prepared.Loss(batch), expected, field);
    }

    private static IEnumerable<GoldenOutcome> LoadBalancing(MoECase golden)
    {
        var x = golden.HiddenStates();
        using var model = MlpLayersModel.Gated(x, layers: 1, golden.Original);
        var mixing = golden.Fields.Text("mode");
        var settings = new JsonObject { ["routing"] = "balanced", ["balanced_mixing"] = mixing, ["balance_weight"] = 1 };
        using var prepared = golden.Prepare(model, settings);
        using var batch = model.Batch();
        var loss = prepared.Loss(batch);
        yield return Loss(loss, golden.Fields.GetProperty("load_balancing_loss"), "load-balancing loss");
        loss.backward();
        foreach (var outcome in Gradients.Check(golden, prepared, x, "balance_gradient"))
        {
            yield return outcome;
        }
    }

    /// <summary>Compares the expert with nonzero weight in top-1 routing, per token.</summary>
    private static GoldenOutcome Chosen(MoECase golden)
    {
        var weights = MoECases.Weights(golden, new JsonObject { ["routing"] = "top1" }).reshape(-1, 2);
        var found = weights.select(1, 1).gt(Numbers.Of(0)).to(ScalarType.Int64).data<long>().ToArray();
        var alone = weights.gt(Numbers.Of(0)).sum(1).eq(Numbers.One).all().item<bool>();
        long[] expected = [.. golden.Fields.GetProperty("chosen").EnumerateArray().Select(expert => expert.GetInt64())];
        return GoldenOutcome.Equal(alone && expected.SequenceEqual(found), () => $"chosen: {string.Join(' ', found)}");
    }

    /// <summary>Compares the share of the tuned expert that the method measures: its mean probability, or how often it is chosen.</summary>
    private static GoldenOutcome ExpertUse(MoECase golden)
    {
        using var model = MlpLayersModel.Gated(golden.HiddenStates(), layers: 1, golden.Original);
        using var prepared = golden.Prepare(model, golden.Settings());
        using var batch = model.Batch();
        prepared.Loss(batch);
        var field = golden.Fields.Text("mode") == "soft" ? "mean_probability" : "fraction_routed";
        var expected = golden.Fields.GetProperty(field)[1].GetDouble();
        return GoldenOutcome.Within(Math.Abs(expected - prepared.Finish()["layer_0"]), ShareTolerance, $"expert use against {field}");
    }

    private static GoldenOutcome Loss(Tensor found, JsonElement expected, string what)
    {
        var wanted = expected.GetDouble();
        return GoldenOutcome.Within(Math.Abs(found.item<float>() - wanted), LossTolerance * Math.Abs(wanted), what);
    }
}
