using System.Text;
using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.Data.Images;
using LmmCl.Data.Llava;
using LmmCl.Modeling.Files;

namespace LmmCl.Data.Tests.Checks;

/// <summary>Files that are something else than their name says are called by what they are.</summary>
public class StandInTests
{
    [Theory]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n", "Git LFS pointer")]
    [InlineData("<!DOCTYPE html><html></html>", "HTML page")]
    [InlineData("../../.git/annex/objects/x", "git-annex pointer")]
    [InlineData("Entry not found", "failed download")]
    [InlineData("{\"error\":\"gone\"}", "error message of a download")]
    public void A_stand_in_is_named_in_place_of_data_and_of_a_picture(string content, string expected)
    {
        using var folder = new DataFolder();
        folder.Write("a.png", content);

        Assert.Contains(expected, Assert.Single(DataCheck.Run(folder.Write("data.json", content)).Errors).Problem, StringComparison.Ordinal);
        var error = Assert.Throws<InputException>(() => ImageFile.Decode(folder.PathOf("a.png")));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_of_safetensors_is_never_taken_for_a_pickle()
    {
        Assert.Null(FileSniff.StandIn([0x80, 0x02, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'"']));
        Assert.Contains("pickle", FileSniff.StandIn([0x80, 0x02, (byte)'}', (byte)'q', 0, (byte)'.'])!.Value.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-32", "UTF-32")]
    [InlineData("iso-8859-1", "Latin-1")]
    public void Another_encoding_is_named(string encoding, string expected)
    {
        using var folder = new DataFolder();
        var path = folder.PathOf("data.json");
        File.WriteAllText(path, $"[\n{Samples.Json("q", "caf\u00E9 au lait")}]", Encoding.GetEncoding(encoding));

        Assert.Contains(expected, Assert.Single(DataCheck.Run(path).Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Chinese_text_that_is_not_utf_8_is_taken_for_gbk()
    {
        using var folder = new DataFolder();
        var path = folder.PathOf("data.json");
        File.WriteAllBytes(path, [.. "[{\"a\":\""u8, 0xC4, 0xE3, 0xBA, 0xC3, 0xCA, 0xC0, 0xBD, 0xE7, .. "\"}]"u8]);

        Assert.Contains("GBK", Assert.Single(DataCheck.Run(path).Errors).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("49492A00", "TIFF")]
    [InlineData("000000206674797068656963", "HEIC")]
    [InlineData("000000206674797061766966", "AVIF")]
    [InlineData("0000000C6A5020200D0A870A", "JPEG 2000")]
    [InlineData("FF0A", "JPEG XL")]
    [InlineData("3C737667", "SVG")]
    [InlineData("38425053", "Photoshop")]
    [InlineData("50360A", "Netpbm")]
    public void A_picture_in_another_format_is_named(string start, string expected)
    {
        using var folder = new DataFolder();
        File.WriteAllBytes(folder.PathOf("a.jpg"), [.. Convert.FromHexString(start), .. new byte[32]]);

        var error = Assert.Throws<InputException>(() => ImageFile.Decode(folder.PathOf("a.jpg")));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/a.png", "nothing is downloaded")]
    [InlineData("file:///a.png", "Leave 'file://' out")]
    [InlineData("s3://bucket/a.png", "is an address")]
    [InlineData("data:image/png;base64,iVBORw0KGgo", "in base64")]
    public void An_address_in_place_of_a_path_is_named(string image, string expected)
    {
        using var folder = new DataFolder();
        var finding = Assert.Single(DataCheck.Run(folder.Write("data.json", $"[{Samples.Json("<image>", "a", image)}]")).Errors);

        Assert.Contains(expected, finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_written_in_base64_does_not_fill_the_message()
    {
        using var folder = new DataFolder();
        var image = "iVBORw0KGgo" + new string('A', 100_000);
        var finding = Assert.Single(DataCheck.Run(folder.Write("data.json", $"[{Samples.Json("<image>", "a", image)}]")).Errors);

        Assert.Contains("in base64", finding.Problem, StringComparison.Ordinal);
        Assert.True(finding.ToString().Length < 500);
    }

    [Fact]
    public void Backslashes_and_accents_composed_otherwise_find_the_file()
    {
        using var folder = new DataFolder();
        Samples.Picture(folder.PathOf("sub/cafe\u0301.png"));
        var pictures = new PictureFolder(folder.Root);

        Assert.Equal(folder.PathOf("sub/cafe\u0301.png"), pictures.PathOf("sub/caf\u00E9.png"));
        Assert.Equal(folder.PathOf("sub/cafe\u0301.png"), pictures.PathOf("sub\\cafe\u0301.png"));
        Assert.Empty(DataCheck.Run(folder.Write("data.json", $"[{Samples.Json("<image>", "a", "sub/caf\u00E9.png")}]")).Findings);
    }

    [Fact]
    public void A_broken_link_is_named_with_its_target()
    {
        using var folder = new DataFolder();
        File.CreateSymbolicLink(folder.PathOf("a.png"), "nowhere.png");
        var finding = Assert.Single(DataCheck.Run(folder.Write("data.json", $"[{Samples.Json("<image>", "a", "a.png")}]")).Errors);

        Assert.Contains("is a link to 'nowhere.png'", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_accepted_in_yaml()
    {
        using var folder = new DataFolder();
        folder.Write("a.json", $"\uFEFF[{Samples.Json("q", "a")}]");
        Assert.Empty(DataCheck.Run(folder.Write("mix.yaml", "\uFEFFdatasets:\n  - { json_path: a.json }\n")).Findings);
    }

    [Fact]
    public void A_tab_is_reported_in_its_own_line()
    {
        using var folder = new DataFolder();
        var finding = Assert.Single(DataCheck.Run(folder.Write("mix.yaml", "datasets:\n  - json_path: a.json\n\tsampling_strategy: all\n")).Errors);

        Assert.Contains("line 3", finding.Place, StringComparison.Ordinal);
        Assert.Contains("tab", finding.Problem, StringComparison.Ordinal);
    }
}
