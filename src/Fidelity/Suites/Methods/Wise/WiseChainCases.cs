using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Wise;

/// <summary>
/// WiSE-FT over several stages, each starting from the previous merged model. The published chain changes frozen tensors.
/// </summary>
internal static class WiseChainCases
{
    private const string Frozen = "frozen";
    private const string Trained = "trained";

    public static GoldenOutcome Check(JsonElement item, string folder, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var file = new GoldenTensors(Path.Combine(folder, item.Text("file")));
        return GoldenOutcome.All([.. Chain(item, file, methods, "default"), .. Chain(item, file, methods, "as_published")]);
    }

    private static IEnumerable<GoldenOutcome> Chain(
        JsonElement item, GoldenTensors file, Func<string, IMitigationMethod> methods, string mode)
    {
        var weight = item.GetProperty("alpha").GetDouble();
        var (start, frozen, trained) = (file[$"previous-0/{Frozen}"], file[$"previous-0/{Frozen}"], file[$"previous-0/{Trained}"]);
        var stages = item.GetProperty("stages").GetInt32();
        for (var stage = 1; stage <= stages; stage++)
        {
            var tuned = trained.to(ScalarType.Float32).Plus(file[$"step-{stage}"]).to(trained.dtype);
            var settings = mode == "default" ? new JsonObject { ["previous_weight"] = weight } : WiseStage.Published(weight, trained.dtype);
            List<WiseStage.Change> changes = [new(Frozen, frozen, frozen, false), new(Trained, trained, tuned, true)];
            var merged = WiseStage.Merge(methods(WiseStage.Method), settings, changes);
            (frozen, trained) = (merged[Frozen], merged[Trained]);
            foreach (var (name, found) in merged)
            {
                var key = $"stage-{stage}/{mode}/{name}";
                yield return mode == "default" ? WiseTensors.Close(found, file[key], key) : WiseTensors.Exact(found, file[key], key);
            }
        }

        var changed = frozen.ne(start).sum().item<long>();
        var expected = mode == "default" ? 0 : item.GetProperty("frozen_entries_changed_by_the_published_chain").GetInt64();
        yield return GoldenOutcome.Equal(changed == expected, () => $"{mode}: {changed} frozen entries changed, expected {expected}");
    }
}
