using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling;
using LmmCl.Modeling.Checkpoints;
using LmmCl.Modeling.Configuration;

namespace LmmCl.Fidelity.Suites.Families;

/// <summary>Names, shapes and recipe counts, computed from a configuration alone.</summary>
internal static class CountCases
{
    /// <summary>Cases of a family's <c>counts.json</c>, with the configuration of its checkpoint.</summary>
    public static IEnumerable<GoldenCase> OfFamily(FamilyFolder family, string file)
    {
        var golden = Root(file);
        return Cases($"families/{family.Name}/counts", "", golden, () => JsonFields.Open(family.PathOf("checkpoint/config.json")));
    }

    /// <summary>Cases of a file of published sizes, which contains its configuration.</summary>
    public static IEnumerable<GoldenCase> OfPublished(string file)
    {
        const string group = "families/real_shapes";
        var golden = Root(file);
        var config = golden.GetProperty("config");
        var (name, type) = (golden.GetProperty("name").GetString()!, config.GetProperty("model_type").GetString());
        return ModelFamilies.All.Any(family => family.ModelTypes.Contains(type))
            ? Cases(group, $"{name}: ", golden, () => JsonFields.Parse(file, config.GetRawText()))
            : [GoldenCase.NotCovered(group, name, $"the family {type} is not there yet")];
    }

    private static IEnumerable<GoldenCase> Cases(string group, string prefix, JsonElement golden, Func<JsonFields> config)
    {
        foreach (var recipe in golden.GetProperty("recipes").EnumerateObject())
        {
            yield return new GoldenCase(group, $"{prefix}{recipe.Name}", "0", () => Recipe(recipe, config()));
        }

        yield return new GoldenCase(group, $"{prefix}names and shapes", "0", () => Shapes(golden, config()));
    }

    private static GoldenOutcome Recipe(JsonProperty golden, JsonFields config)
    {
        var recipe = Recipes.Parse(golden.Name);
        var shapes = Parameters(config);
        var layers = shapes.Max(shape => shape.Layer) + 1 ?? 0;
        var found = shapes.Where(shape => recipe.Trains(shape.Role, shape.Layer, layers)).Sum(shape => shape.Count);
        return GoldenOutcome.Equal(found == golden.Value.GetInt64(), () => $"expected {golden.Value.GetInt64()} parameters, found {found}");
    }

    private static GoldenOutcome Shapes(JsonElement golden, JsonFields config)
    {
        var found = Parameters(config).ToDictionary(shape => shape.Name, shape => shape);
        var expected = golden.GetProperty("parameters")
            .EnumerateObject()
            .ToDictionary(item => item.Name, item => item.Value.Deserialize<long[]>()!);
        var total = found.Values.Sum(shape => shape.Count);
        var wrong = expected.Where(
            item => !found.TryGetValue(item.Key, out var shape) || !shape.Shape.SequenceEqual(item.Value)).Select(item => item.Key)
            .Concat(found.Keys.Except(expected.Keys)).ToList();
        return GoldenOutcome.All(
        [
            GoldenOutcome.Equal(wrong.Count == 0, () => $"missing, unexpected or of another shape: {string.Join(", ", wrong.Take(5))}"),
            GoldenOutcome.Equal(
                total == golden.GetProperty("total").GetInt64(),
                () => $"total: expected {golden.GetProperty("total").GetInt64()}, found {total}"),
        ]);
    }

    private static List<ParameterShape> Parameters(JsonFields config) => [.. ModelFamilies.Of(config).Read(config).Parameters()];

    private static JsonElement Root(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }
}
