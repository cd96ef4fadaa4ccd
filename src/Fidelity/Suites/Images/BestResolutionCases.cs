using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary><c>sizes/best_resolution.json</c>: the canvas of a picture, and its position on it.</summary>
internal static class BestResolutionCases
{
    public static IEnumerable<GoldenCase> Read(string folder, JsonElement entry) =>
        [new("images/sizes", $"best_resolution/{entry.GetProperty("name").GetString()}", "0", () => Check(folder, entry))];

    private static GoldenOutcome Check(string folder, JsonElement entry)
    {
        var original = new ImageSize(entry.GetProperty("height").GetInt32(), entry.GetProperty("width").GetInt32());
        var canvas = AnyResolution.Best(original, ImagesSuite.Pinpoints(folder, entry));
        var resized = AnyResolution.Resized(original, canvas);
        return GoldenOutcome.All(
        [
            ImagesSuite.Field(entry, "best_resolution_hw", canvas, ImagesSuite.Size),
            ImagesSuite.Field(entry, "resized_hw", resized, ImagesSuite.Size),
            ImagesSuite.Field(
                entry,
                "padding_top_bottom_left_right",
                AnyResolution.Padding(resized, canvas),
                sides => new ImagePadding(sides[0].GetInt32(), sides[1].GetInt32(), sides[2].GetInt32(), sides[3].GetInt32())),
        ]);
    }
}
