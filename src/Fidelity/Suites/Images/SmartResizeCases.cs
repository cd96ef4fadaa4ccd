using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Images.Sizes;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary><c>sizes/smart_resize.json</c>: the sizes of Qwen2-VL, and pictures that it refuses.</summary>
internal static class SmartResizeCases
{
    public static IEnumerable<GoldenCase> Read(string folder, JsonElement entry) =>
        [new("images/sizes", $"smart_resize/{entry.GetProperty("name").GetString()}", "0", () => Check(entry))];

    private static GoldenOutcome Check(JsonElement entry)
    {
        var factor = entry.GetProperty("factor").GetInt32();
        var resize = new SmartResize(factor, entry.GetProperty("min_pixels").GetInt64(), entry.GetProperty("max_pixels").GetInt64());
        var original = new ImageSize(entry.GetProperty("height").GetInt32(), entry.GetProperty("width").GetInt32());
        if (entry.TryGetProperty("error", out _))
        {
            return Refusal.Expected(() => resize.Apply(original).ToString());
        }

        var size = resize.Apply(original);
        return GoldenOutcome.All(
        [
            ImagesSuite.Field(entry, "resized_hw", size, ImagesSuite.Size),
            ImagesSuite.Field(entry, "merged_tokens", size.Height / factor * (size.Width / factor), value => value.GetInt32()),
        ]);
    }
}
