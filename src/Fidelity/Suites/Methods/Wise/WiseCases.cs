using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using TorchSharp;
using static TorchSharp.torch;

namespace LmmCl.Fidelity.Suites.Methods.Wise;

/// <summary>
/// WiSE-FT: two merged checkpoints, by default and as published. The platform's models have the same keys before and after a stage; only
/// this class handles keys present in one checkpoint.
/// </summary>
internal static class WiseCases
{
    public const string Stated = "published: bits; default: bf16 one unit in the last place, fp32 2e-7 relative";

    public static GoldenOutcome Check(JsonElement item, string folder, Func<string, IMitigationMethod> methods)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var previous = new GoldenTensors(Path.Combine(folder, item.Text("previous")));
        using var tuned = new GoldenTensors(Path.Combine(folder, item.Text("tuned")));
        using var golden = new GoldenTensors(Path.Combine(folder, item.Text("merged")));
        return GoldenOutcome.All(
        [
            .. Default(item, previous, tuned, golden, methods),
            .. Published(item, previous, tuned, golden, methods),
        ]);
    }

    /// <summary>
    /// Compares trained tensors with the merge, and frozen ones with their previous values; a key in only one checkpoint is kept as it is.
    /// </summary>
    private static IEnumerable<GoldenOutcome> Default(
        JsonElement item, GoldenTensors previous, GoldenTensors tuned, GoldenTensors golden, Func<string, IMitigationMethod> methods)
    {
        var trained = Texts(item, "trained").ToHashSet(StringComparer.Ordinal);
        var changes = Common(previous, tuned)
            .Select(name => new WiseStage.Change(name, previous[name], tuned[name], trained.Contains(name)))
            .ToList();
        var settings = new JsonObject { ["previous_weight"] = item.GetProperty("weight_of_previous").GetDouble() };
        var merged = WiseStage.Merge(methods(WiseStage.Method), settings, changes);
        Tensor Result(string name) =>
            merged.GetValueOrDefault(name) ?? (previous.Has(name) ? previous[name] : tuned[name]);
        yield return SameKeys("default", previous.Names.Union(tuned.Names), Texts(item, "default_keys"));
        foreach (var name in Texts(item, "default_keys"))
        {
            var expected = golden[$"{item.Text("prefix")}default/{name}"];
            yield return WiseTensors.Close(Result(name), expected, $"default/{name}");
        }
    }

    /// <summary>
    /// Compares every key of both checkpoints in the previous one's data type; a file with mixed types is merged type by type.
    /// </summary>
    private static IEnumerable<GoldenOutcome> Published(
        JsonElement item, GoldenTensors previous, GoldenTensors tuned, GoldenTensors golden, Func<string, IMitigationMethod> methods)
    {
        yield return SameKeys("as_published", Common(previous, tuned), Texts(item, "as_published_keys"));
        var trained = Texts(item, "trained").ToHashSet(StringComparer.Ordinal);
        var changed = new List<string>();
        foreach (var group in Common(previous, tuned).GroupBy(name => previous[name].dtype))
        {
            var changes = group.Select(name => Change(name, previous[name], tuned[name], trained)).ToList();
            var settings = WiseStage.Published(item.GetProperty("weight_of_previous").GetDouble(), group.Key);
            foreach (var (name, merged) in WiseStage.Merge(methods(WiseStage.Method), settings, changes))
            {
                yield return WiseTensors.Exact(merged, golden[$"{item.Text("prefix")}as_published/{name}"], $"as_published/{name}");
                if (!trained.Contains(name) && TensorDifference.Of(merged, previous[name]) > 0)
                {
                    changed.Add(name);
                }
            }
        }

        const string drifted = "frozen_keys_that_the_published_merge_changes";
        yield return SameKeys(drifted, changed, Texts(item, drifted));
    }

    /// <summary>
    /// Describes the change of a tensor. A frozen tensor stored in another type has changed by that, so it counts as trained.
    /// </summary>
    private static WiseStage.Change Change(string name, Tensor previous, Tensor tuned, HashSet<string> trained) =>
        new(name, previous, tuned, trained.Contains(name) || TensorDifference.Of(previous, tuned) > 0);

    private static GoldenOutcome SameKeys(string what, IEnumerable<string> found, IEnumerable<string> expected)
    {
        var (more, missing) = (found.Except(expected).ToList(), expected.Except(found).ToList());
        return GoldenOutcome.Equal(
            more.Count + missing.Count == 0,
            () => $"{what}: missing {string.Join(' ', missing)}; not expected {string.Join(' ', more)}");
    }

    private static List<string> Common(GoldenTensors previous, GoldenTensors tuned) => [.. previous.Names.Where(tuned.Has)];

    private static IEnumerable<string> Texts(JsonElement item, string field) =>
        item.GetProperty(field).EnumerateArray().Select(value => value.GetString()!);
}
