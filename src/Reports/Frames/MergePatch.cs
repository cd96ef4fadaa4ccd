using System.Text.Json.Nodes;

namespace LmmCl.Reports.Frames;

/// <summary>JSON merge patches (RFC 7396) between objects without nulls.</summary>
internal static class MergePatch
{
    /// <summary>The patch that turns one object into another; empty if they are equal.</summary>
    internal static JsonObject Between(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (key, value) in after)
        {
            if (before[key] is JsonObject old && value is JsonObject now)
            {
                if (Between(old, now) is { Count: > 0 } inner)
                    patch[key] = inner;
            }
            else if (!JsonNode.DeepEquals(before[key], value))
            {
                patch[key] = value?.DeepClone();
            }
        }

        foreach (var (key, _) in before.Where(item => !after.ContainsKey(item.Key)))
            patch[key] = null;
        return patch;
    }

    /// <summary>Applies a patch in place.</summary>
    internal static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is null)
            {
                target.Remove(key);
            }
            else if (value is JsonObject inner)
            {
                if (target[key] is not JsonObject nested)
                    target[key] = nested = [];
                Apply(nested, inner);
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }
}
