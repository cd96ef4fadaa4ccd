using LmmCl.Fidelity.Cases;
using LmmCl.Fidelity.Suites;
using LmmCl.Fidelity.Suites.Images;
using LmmCl.Modeling.Checkpoints;

namespace LmmCl.Fidelity.Tests.Images;

/// <summary>The suite passes right expectations and fails wrong ones, in folders that it has never seen.</summary>
public sealed class ImagesSuiteTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(25, Verdict.Passed)]
    [InlineData(26, Verdict.Failed)]
    public void One_level_decides_a_resize(byte level, Verdict verdict)
    {
        WriteLevels("resize/inputs.safetensors", [1, 2, 3], [0, 0, 0, 100, 100, 100]);
        WriteLevels("resize/expected.safetensors", [1, 4, 3], [0, 0, 0, level, 25, 25, 75, 75, 75, 100, 100, 100]);
        Write("resize/cases.json", """
            [{ "name": "doubled", "input": "t", "input_size_hw": [1, 2], "output_size_hw": [1, 4], "filter": "bilinear", "resample": 2,
               "box_left_top_right_bottom": null, "expected": "t", "expected_horizontal_first": null }]
            """);
        var cases = new ImagesSuite().Cases(folder).ToList();
        Assert.Equal(["images/resize", "images/resize-horizontal-first"], cases.Select(item => item.Group));
        Assert.All(cases, item => Assert.Equal(verdict, item.Check().Verdict));
    }

    [Theory]
    [InlineData(4, Verdict.Passed)]
    [InlineData(5, Verdict.Failed)]
    public void A_wrong_count_fails(int tokens, Verdict verdict)
    {
        Write("sizes/smart_resize.json", $$"""
            [{ "name": "tiny", "height": 1, "width": 1, "factor": 28, "min_pixels": 3136, "max_pixels": 99999, "resized_hw": [56, 56],
               "merged_tokens": {{tokens}} }]
            """);
        Assert.Equal(verdict, Assert.Single(new ImagesSuite().Cases(folder)).Check().Verdict);
    }

    [Theory]
    [InlineData("not a picture", Verdict.Passed)]
    [InlineData(null, Verdict.Failed)]
    public void A_file_that_must_be_refused_fails_when_it_is_read(string? content, Verdict verdict)
    {
        var file = content is null ? Data.Images.PngEncoder.Encode(new(1, 1, [1, 2, 3])) : System.Text.Encoding.UTF8.GetBytes(content);
        Write("decode/cases.json", """[{ "name": "e", "file": "e.png", "error": true }]""");
        File.WriteAllBytes(Path.Combine(folder, "decode", "e.png"), file);
        Assert.Equal(verdict, Assert.Single(new ImagesSuite().Cases(folder)).Check().Verdict);
    }

    [Fact]
    public void A_format_that_is_not_decoded_is_listed_and_never_passed()
    {
        Write("decode/cases.json", """[{ "name": "g", "file": "g.tif", "format": "TIFF" }]""");
        var item = Assert.Single(new ImagesSuite().Cases(folder));
        Assert.Equal(("images/decode-tiff", Verdict.NotCovered), (item.Group, item.Check().Verdict));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private void WriteLevels(string file, long[] shape, byte[] levels)
    {
        Write(file, "");
        SafetensorsWriter.Write(Path.Combine(folder, file), [new SafetensorsTensor("t", "U8", shape, stream => stream.Write(levels))]);
    }
}
