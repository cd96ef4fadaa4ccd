using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary><c>sizes/feature_counts.json</c>: the number of image tokens of a picture, step by step.</summary>
internal static class FeatureCountCases
{
    private const string Group = "images/sizes";

    public static IEnumerable<GoldenCase> Read(string folder, JsonElement entry)
    {
        var name = $"feature_counts/{entry.GetProperty("name").GetString()}";
        var family = entry.GetProperty("family").GetString();
        return [family is "llava-next" or "llava-onevision"
            ? new GoldenCase(Group, name, "0", () => Check(folder, entry))
            : GoldenCase.NotCovered(Group, name, $"family '{family}' is not known")];
    }

    private static GoldenOutcome Check(string folder, JsonElement entry)
    {
        var tokens = new AnyResolutionTokens(
            ImagesSuite.Pinpoints(folder, entry),
            entry.GetProperty("image_size").GetInt32(),
            entry.GetProperty("patch_size").GetInt32(),
            AnyResolutionTokens.LimitOf(Text(entry, "vision_aspect_ratio")),
            AdditionalTokens(entry));
        var layout = tokens.Layout(new(entry.GetProperty("height").GetInt32(), entry.GetProperty("width").GetInt32()));
        return GoldenOutcome.All(
        [
            ImagesSuite.Field(entry, "best_resolution_hw", layout.Canvas, ImagesSuite.Size),
            ImagesSuite.Field(entry, "grid_rows_columns", layout.Tiles, ImagesSuite.Size),
            ImagesSuite.Field(entry, "unpadded_hw", layout.Unpadded.Size, ImagesSuite.Size),
            ImagesSuite.Field(entry, "final_hw", layout.Final, ImagesSuite.Size),
            Whole(entry, "tokens_per_side", tokens.FeaturesPerSide),
            Whole(entry, "crops", layout.Crops),
            Whole(entry, "newline_tokens", layout.NewlineTokens),
            Whole(entry, "base_tokens", layout.BaseTokens),
            Whole(entry, "image_tokens", layout.ImageTokens),
        ]);
    }

    /// <summary>The number of additional tokens kept: the strategy <c>default</c> drops one of the tower's, the class token.</summary>
    private static int AdditionalTokens(JsonElement entry) =>
        entry.TryGetProperty("num_additional_image_tokens", out var additional)
            ? additional.GetInt32() - (Text(entry, "vision_feature_select_strategy") == "default" ? 1 : 0)
            : 0;

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static GoldenOutcome Whole(JsonElement entry, string name, int found) =>
        ImagesSuite.Field(entry, name, found, value => value.GetInt32());
}
