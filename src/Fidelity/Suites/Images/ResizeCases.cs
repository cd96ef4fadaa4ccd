using System.Text.Json;
using LmmCl.Fidelity.Cases;
using LmmCl.Modeling.Images.Resizing;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary><c>resize/</c>: every case in both axis orders, equal in every byte.</summary>
internal static class ResizeCases
{
    public static IEnumerable<GoldenCase> Read(string folder, JsonElement entry)
    {
        var name = entry.GetProperty("name").GetString()!;
        var expected = entry.GetProperty("expected").GetString()!;
        var horizontal = entry.GetProperty("expected_horizontal_first").GetString() ?? expected;
        var filter = (ResampleFilter)entry.GetProperty("resample").GetInt32();
        if (!Enum.IsDefined(filter))
        {
            return [GoldenCase.NotCovered("images/resize", name, $"filter {entry.GetProperty("filter")} is not known")];
        }

        return
        [
            new("images/resize", name, "0", () => Check(folder, entry, filter, AxisOrder.Pillow13, expected)),
            new("images/resize-horizontal-first", name, "0", () => Check(folder, entry, filter, AxisOrder.HorizontalFirst, horizontal)),
        ];
    }

    private static GoldenOutcome Check(string folder, JsonElement entry, ResampleFilter filter, AxisOrder order, string expected)
    {
        var (input, output) = (ImagesSuite.Size(entry.GetProperty("input_size_hw")), ImagesSuite.Size(entry.GetProperty("output_size_hw")));
        var pixels = ImagesSuite.Levels(Path.Combine(folder, "inputs.safetensors"), entry.GetProperty("input").GetString()!);
        var box = Box(entry.GetProperty("box_left_top_right_bottom"));
        var resized = ImageResizer.Resize(new(input.Height, input.Width, pixels), output.Height, output.Width, filter, order, box);
        return LevelDifference.Of(ImagesSuite.Levels(Path.Combine(folder, "expected.safetensors"), expected), resized.Pixels).Within(0, 0);
    }

    private static ImageBox? Box(JsonElement sides) => sides.ValueKind == JsonValueKind.Null
        ? null
        : new(sides[0].GetSingle(), sides[1].GetSingle(), sides[2].GetSingle(), sides[3].GetSingle());
}
