using LmmCl.Abstractions;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Published;

/// <summary>Files that are not what the set says end in one error that names the file.</summary>
public sealed class HostileFilesTests : IDisposable
{
    private readonly ConvertedSet set = new();

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("\0\0\0\0\0\0\0\0", "nothing but zero bytes")]
    [InlineData("<!DOCTYPE html><html></html>", "this is an HTML page")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n", "Git LFS pointer")]
    [InlineData("PAR1PAR1", "damaged or truncated")]
    [InlineData("PAR1", "damaged or truncated")]
    [InlineData("question,answer\n", "is not a Parquet file")]
    public void A_stand_in_for_a_parquet_file_is_named(string content, string expected)
    {
        Assert.Contains(expected, ErrorOf("ai2d/test", set.Write("test.parquet", content)), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(set.Output, "test.jsonl")));
    }

    [Theory]
    [InlineData("[{]", "line 1: this is not valid JSON")]
    [InlineData("[1]", "row 1: a row must be an object")]
    [InlineData("[]", "the file has no rows")]
    [InlineData("[{\"question\": \"q\", \"answer\": \"a\", \"image\": 5}]", "row 1: image: holds number, where pictures")]
    [InlineData("[{\"question\": \"q\", \"answer\": \"a\", \"image\": null}]", "row 1: image: there is no value")]
    [InlineData("[{\"question\": \"\\ud800\", \"answer\": \"a\", \"image\": \"a\"}]", "half a surrogate pair")]
    public void Wrong_json_is_named_by_line_or_row(string content, string expected) =>
        Assert.Contains(expected, ErrorOf("pathvqa/test", set.Write("test.json", content)), StringComparison.Ordinal);

    [Theory]
    [InlineData("file_name,hour,minute\na.jpg,3\n", "row 1: the row has 2 fields, the first line names 3")]
    [InlineData("file_name,hour,minute\n\"a.jpg,3,4\n", "line 2: a quotation mark is never closed")]
    [InlineData("file_name,hour,minute\na.jpg,three,4\n", "row 1: hour: 'three' is not a whole number")]
    [InlineData("file_name,hours,minute\na.jpg,3,4\n", "the column 'hour' of cococlock is missing. Did you mean 'hours'?")]
    public void Wrong_csv_is_named_by_line_or_row(string content, string expected) =>
        Assert.Contains(expected, ErrorOf("cococlock/test", set.Write("test.csv", content)), StringComparison.Ordinal);

    [Fact]
    public void Missing_columns_are_named_with_what_comes_near()
    {
        var file = ParquetFiles.Write(
            set.PathOf("a.parquet"), ("Question", ParquetFiles.Texts("q")), ("answer", ParquetFiles.Texts("a")),
            ("image", ParquetFiles.Pictures(PublishedSamples.Png(1))));

        Assert.Equal(
            $"{file}: the column 'question' of realworldqa is missing. Did you mean 'Question'?", ErrorOf("realworldqa/test", file));
    }

    [Fact]
    public void A_column_of_another_type_is_named()
    {
        var file = ParquetFiles.Write(
            set.PathOf("a.parquet"), ("question", ParquetFiles.Texts("q")), ("answer", ParquetFiles.Texts("a")),
            ("image", ParquetFiles.Texts("a.png")));

        Assert.Contains(
            "a.parquet: image: the column holds utf8 values, where pictures", ErrorOf("realworldqa/test", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4", "row 1: answer: '4' is not a position among 2 options")]
    [InlineData("B", "row 1: answer: 'B' is not a position among 2 options")]
    [InlineData(null, "row 1: answer: there is no value")]
    public void An_answer_that_is_no_option_is_named_by_its_row(string? answer, string expected)
    {
        var file = ParquetFiles.Write(
            set.PathOf("a.parquet"), ("question", ParquetFiles.Texts("q")), ("options", ParquetFiles.Lists(["x", "y"])),
            ("answer", ParquetFiles.Texts(answer)), ("image", ParquetFiles.Pictures(PublishedSamples.Png(1))));

        Assert.Contains(expected, ErrorOf("ai2d/test", file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>gone</html>", "this is an HTML page")]
    [InlineData("II*\0", "the picture is in TIFF")]
    [InlineData("hello", "the bytes are not a picture")]
    public void Bytes_that_are_no_picture_are_named_by_their_row(string bytes, string expected)
    {
        var file = ParquetFiles.Write(
            set.PathOf("a.parquet"), ("question", ParquetFiles.Texts("q", "q")), ("answer", ParquetFiles.Texts("a", "a")),
            ("image", ParquetFiles.Pictures(PublishedSamples.Png(1), System.Text.Encoding.Latin1.GetBytes(bytes))));

        Assert.Contains($"row 2: {expected}", ErrorOf("realworldqa/test", file), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_parts_of_a_file_are_named()
    {
        var part = PublishedSamples.WriteOf("ai2d/test", set.Root);
        File.Move(part, set.PathOf("test-00001-of-00003.parquet"));

        Assert.Contains(
            "2 of 3 parts are missing: test-00000-of-00003, test-00002-of-00003", ErrorOf("ai2d/test", set.Root), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_may_be_called_as_the_split_or_the_only_file_as_the_set()
    {
        Directory.CreateDirectory(set.PathOf("hub/default/test"));
        Directory.CreateDirectory(set.PathOf("hub/default/train"));
        File.Copy(PublishedSamples.WriteOf("ai2d/test", set.Root), set.PathOf("hub/default/test/0000.parquet"));
        File.Copy(PublishedSamples.WriteOf("chartqa/test", set.Root), set.PathOf("hub/default/train/0000.parquet"));
        Directory.CreateDirectory(set.PathOf("star"));
        File.Move(PublishedSamples.WriteOf("mmstar/test", set.Root), set.PathOf("star/mmstar.parquet"));

        Assert.Equal(2, set.Convert("ai2d/test", set.PathOf("hub")).Records);
        Directory.Delete(set.Output, recursive: true);
        Assert.Equal(2, set.Convert("mmstar/test", set.PathOf("star")).Records);
    }

    [Fact]
    public void A_folder_without_the_split_says_what_it_has()
    {
        File.Move(PublishedSamples.WriteOf("ai2d/test", set.Root), set.PathOf("train-00000-of-00001.parquet"));

        Assert.Contains("It has train-00000-of-00001.parquet.", ErrorOf("ai2d/test", set.Root), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_set_is_answered_with_near_matches() => Assert.Contains(
        "Did you mean 'ai2d'",
        Assert.Throws<InputException>(() => LmmCl.Data.Published.Sets.PublishedSets.Find("aid2")).Message,
        StringComparison.Ordinal);

    public void Dispose() => set.Dispose();

    private string ErrorOf(string sample, string source) => Assert.Throws<InputException>(() => set.Convert(sample, source)).Message;
}
