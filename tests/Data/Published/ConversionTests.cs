using System.Text.Json;
using LmmCl.Abstractions;
using LmmCl.Data.Checks;
using LmmCl.Data.Published.Conversion;
using LmmCl.Data.Published.Sets;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Published;

public sealed class ConversionTests : IDisposable
{
    private readonly ConvertedSet set = new();

    public static TheoryData<string> Samples() => [.. PublishedSamples.All];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Each_published_form_becomes_records_in_which_nothing_is_wrong(string sample)
    {
        Assert.Equal(2, set.Sample(sample).Count);

        Assert.Empty(DataCheck.Run(Path.Combine(set.Output, $"{sample.Split('/')[1]}.jsonl")).Errors);
    }

    [Fact]
    public void Each_set_has_a_sample_of_its_test() =>
        Assert.Empty(PublishedSets.All.Select(one => $"{one.Name}/test").Except(PublishedSamples.All));

    [Fact]
    public void A_position_becomes_the_letter_and_the_document_stays_as_published()
    {
        var record = set.Sample("ai2d/test")[1];

        Assert.Equal("C", record.Answer);
        Assert.Equal("Which part moves?\nA. wheel\nB. axle\nC. rope", record.Question);
        Assert.Equal(
            """{"question":"Which part moves?","options":["wheel","axle","rope"],"answer":"2"}""", record.Document!.Value.GetRawText());
    }

    [Fact]
    public void Frames_of_a_video_are_pictures_in_order()
    {
        var record = set.Sample("seedbench/test")[1];

        Assert.Equal(2, record.Pictures!.Count);
        Assert.Equal(PublishedSamples.Png(8), File.ReadAllBytes(Path.Combine(set.Output, record.Pictures[0])));
        Assert.Equal(PublishedSamples.Png(9), File.ReadAllBytes(Path.Combine(set.Output, record.Pictures[1])));
    }

    [Fact]
    public void Equal_pictures_are_one_file_with_the_published_bytes()
    {
        var records = set.Sample("docvqa_val/test");

        Assert.Equal(records[0].Pictures, records[1].Pictures);
        var file = Assert.Single(Directory.GetFiles(Path.Combine(set.Output, "pictures")));
        Assert.Equal(PublishedSamples.Png(1), File.ReadAllBytes(file));
    }

    [Fact]
    public void Training_learns_the_most_frequent_answer_and_a_test_keeps_all()
    {
        Assert.Equal("nous", set.Sample("textvqa/train")[0].Answer);
        var document = set.Sample("textvqa/test")[0].Document!.Value;
        Assert.Equal(10, document.GetProperty("answers").GetArrayLength());
    }

    [Fact]
    public void A_marker_in_a_published_question_is_not_doubled()
    {
        var record = set.Sample("timeclock/test")[0];

        Assert.Equal("<image>\nWhat time does the clock show in this image?", record.Turns[0].Text);
        Assert.Equal("What time does the clock show in this image?\n<image>", record.Document!.Value.GetProperty("question").GetString());
    }

    [Fact]
    public void A_training_record_has_no_document() => Assert.Null(set.Sample("pathvqa/train")[0].Document);

    [Fact]
    public void The_same_files_give_the_same_bytes_and_a_second_run_writes_nothing()
    {
        var source = PublishedSamples.WriteOf("mmstar/test", set.Root);
        set.Convert("mmstar/test", source);
        var (data, manifest) = (Bytes("test.jsonl"), Bytes("test.manifest.json"));

        Assert.True(set.Convert("mmstar/test", source).WasThere);
        Directory.Delete(set.Output, recursive: true);
        Assert.False(set.Convert("mmstar/test", source).WasThere);

        Assert.Equal((data, manifest), (Bytes("test.jsonl"), Bytes("test.manifest.json")));
    }

    [Fact]
    public void An_interrupted_conversion_is_finished_by_the_next()
    {
        var source = PublishedSamples.WriteOf("mmstar/test", set.Root);
        set.Convert("mmstar/test", source);
        var data = Bytes("test.jsonl");
        File.Delete(Path.Combine(set.Output, "test.jsonl"));
        File.WriteAllText(Path.Combine(set.Output, ".test.jsonl.writing"), "half a line");
        File.WriteAllBytes(Directory.GetFiles(Path.Combine(set.Output, "pictures"))[0], [1]);

        set.Convert("mmstar/test", source);

        Assert.Equal(data, Bytes("test.jsonl"));
        Assert.All(Directory.GetFiles(Path.Combine(set.Output, "pictures")), file => Assert.True(new FileInfo(file).Length > 1));
        Assert.False(File.Exists(Path.Combine(set.Output, ".test.jsonl.writing")));
    }

    [Fact]
    public void A_deleted_picture_is_written_again()
    {
        var source = PublishedSamples.WriteOf("mmstar/test", set.Root);
        set.Convert("mmstar/test", source);
        var picture = Directory.GetFiles(Path.Combine(set.Output, "pictures"))[0];
        File.Delete(picture);

        Assert.False(set.Convert("mmstar/test", source).WasThere);
        Assert.True(File.Exists(picture));
    }

    [Fact]
    public void Records_of_other_files_or_of_a_user_are_never_replaced()
    {
        var source = PublishedSamples.WriteOf("mmstar/test", set.Root);
        set.Convert("mmstar/test", source);
        var seeded = Assert.Throws<InputException>(() => Converter.Run(set.Request("mmstar/test", source) with { Seed = 1 }, default));
        File.AppendAllText(Path.Combine(set.Output, "test.jsonl"), "\n");
        var edited = Assert.Throws<InputException>(() => set.Convert("mmstar/test", source));

        Assert.Contains("another seed", seeded.Message, StringComparison.Ordinal);
        Assert.Contains("the file already exists", edited.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_names_its_sources_by_content()
    {
        var source = PublishedSamples.WriteOf("mmstar/test", set.Root);
        set.Convert("mmstar/test", source);

        var inputs = JsonDocument.Parse(Bytes("test.manifest.json")).RootElement.GetProperty("inputs");
        var entry = inputs.GetProperty("sources")[0];
        Assert.Equal(new FileInfo(source).Length, entry.GetProperty("bytes").GetInt64());
        Assert.Equal(ConversionManifest.HashOf(source), entry.GetProperty("sha256").GetString());
    }

    public void Dispose() => set.Dispose();

    private string Bytes(string name) => File.ReadAllText(Path.Combine(set.Output, name));
}
