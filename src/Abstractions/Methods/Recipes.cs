using System.Globalization;
using static LmmCl.Abstractions.ParameterRole;

namespace LmmCl.Abstractions;

/// <summary>
/// All recipes. A name is one of <see cref="Names"/>, or <c>first_N</c>, <c>last_N</c>, <c>freeze_last_N</c> (study B.2: N layers with
/// their norms, or all but the last N, and in each case embedding, final norm and head), or several of these joined by <c>+</c>. A part
/// that adds nothing to the others is rejected: the study's flags silently override one another, so that a recipe's name could misstate
/// what trains.
/// </summary>
public static class Recipes
{
    private static readonly Dictionary<string, ParameterRole[]> roles = new(StringComparer.Ordinal)
    {
        ["full"] = [VisionTower, Projector, .. LanguageModel],
        ["vision_tower"] = [VisionTower],
        ["projector"] = [Projector],
        ["vision_and_projector"] = [VisionTower, Projector],
        ["llm"] = [.. LanguageModel],
        ["sa_proj"] = [AttentionQuery, AttentionKey, AttentionValue, AttentionOutput],
        ["sa_qkv"] = [AttentionQuery, AttentionKey, AttentionValue],
        ["attn_vo"] = [AttentionValue, AttentionOutput],
        ["mlp"] = [MlpGate, MlpUp, MlpDown],
        ["mlp_gate_up"] = [MlpGate, MlpUp],
        ["mlp_down"] = [MlpDown],
    };

    private static readonly Dictionary<string, string> aliases = new(StringComparer.Ordinal) { ["sa_proj_qkv"] = "sa_qkv" };

    private static readonly string[] layerForms = ["first_", "last_", "freeze_last_"];

    /// <summary>Names that can be used on their own, excluding the layer forms.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. roles.Keys];

    private static ParameterRole[] LanguageModel =>
        [TokenEmbedding, AttentionQuery, AttentionKey, AttentionValue, AttentionOutput, MlpGate, MlpUp, MlpDown, Norm, Head];

    /// <summary>Parses a recipe name.</summary>
    /// <param name="name">The name, in the format described on this class.</param>
    /// <param name="place">Location of the name, for error messages.</param>
    /// <exception cref="InputException">The name is unknown (near matches are suggested) or ambiguous.</exception>
    public static Recipe Parse(string name, string place = "recipe")
    {
        var parts = name.Split('+', StringSplitOptions.TrimEntries).Select(part => Part(part, name, place)).ToList();
        foreach (var part in parts.Where(_ => parts.Count > 1))
        {
            var others = parts.Where(other => other != part).ToList();
            if (others.Find(other => Covers(other, part)) is { } wider)
            {
                throw new InputException(
                    place, $"'{name}' is ambiguous: '{part.Name}' is already part of '{wider.Name}'.", "Name each parameter once.");
            }
        }

        return parts.Count == 1
            ? parts[0]
            : new Recipe(
                name, (role, layer, count) => parts.Exists(part => part.Trains(role, layer, count)), parts.Max(part => part.Layers));
    }

    private static Recipe Part(string part, string name, string place)
    {
        if (roles.TryGetValue(aliases.GetValueOrDefault(part, part), out var chosen))
        {
            return new Recipe(part, (role, _, _) => chosen.Contains(role));
        }

        if (Array.FindLast(layerForms, form => part.StartsWith(form, StringComparison.Ordinal)) is { } prefix
            && int.TryParse(part[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var layers) && layers > 0)
        {
            return new Recipe(part, (role, layer, count) => LanguageModel.Contains(role) && InLayers(prefix, layers, layer, count), layers);
        }

        var known = roles.Keys.Concat(aliases.Keys).Concat(layerForms.Select(form => form + "4"));
        throw new InputException(
            place, $"there is no recipe '{part}'{(part == name ? "" : $" (in '{name}')")}.", NearMatches.Suggest(part, known));
    }

    private static bool InLayers(string form, int layers, int? layer, int count) => form switch
    {
        _ when layer is null => true,
        "first_" => layer < layers,
        "last_" => layer >= count - layers,
        _ => layer < count - layers,
    };

    /// <summary>
    /// Returns true if <paramref name="wider"/> trains everything that <paramref name="part"/> trains, in a model deep enough to have every
    /// layer that either of them names.
    /// </summary>
    private static bool Covers(Recipe wider, Recipe part)
    {
        var count = Math.Max(1, wider.Layers + part.Layers);
        var everything =
            from role in Enum.GetValues<ParameterRole>()
            from layer in Enumerable.Range(0, count).Select(index => (int?)index).Append(null)
            select (role, layer);
        return everything.All(
            parameter => !part.Trains(parameter.role, parameter.layer, count) || wider.Trains(parameter.role, parameter.layer, count));
    }
}
