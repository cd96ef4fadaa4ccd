using LmmCl.Abstractions;
using LmmCl.Data.Batches;
using LmmCl.Data.Checks;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Tests.Checks;

/// <summary>Records as other tools write them: read with their meaning, or refused by name.</summary>
public class RecordKindTests
{
    [Fact]
    public void A_records_own_system_text_is_encoded_wherever_it_stands()
    {
        using var folder = new DataFolder();
        var turns = """{ "from": "human", "value": "q" }, { "from": "gpt", "value": "a" }""";
        var path = folder.Write("data.json", $$"""
            [ { "system": "Be brief.", "conversations": [ {{turns}} ] },
              { "conversations": [ { "from": "system", "value": "Be brief." }, {{turns}} ] } ]
            """);

        var records = LlavaFile.Read(path);
        var rows = records.Select(record => Samples.Tokenizer.Decode(Inputs.Examples([record], new PictureFolder(""))[0].Text.InputIds));

        Assert.All(rows, row => Assert.Contains("Be brief.", row, StringComparison.Ordinal));
        Assert.Empty(DataCheck.Run(path).Findings);
        Assert.All(records, record => Assert.Null(record.ReadAsBefore().System));
    }

    [Fact]
    public void Messages_with_images_mean_what_conversations_do()
    {
        using var folder = new DataFolder();
        Samples.Picture(folder.PathOf("a.png"));
        var path = folder.Write("data.jsonl", """
            { "messages": [ { "role": "user", "content": "<image>q" }, { "role": "assistant", "content": "a" } ], "images": [ "a.png" ] }
            { "messages": [ { "role": "user", "content": [ { "type": "image", "path": "a.png" }, { "type": "text", "text": "q" } ] }, { "role": "assistant", "content": [ { "type": "text", "text": "a" } ] } ] }
            { "messages": [ { "role": "user", "content": "<image>q" }, { "role": "assistant", "content": "a" } ], "images": [ { "path": "a.png", "bytes": null } ] }
            """);

        Assert.Empty(DataCheck.Run(path).Findings);
        Assert.All(LlavaFile.Read(path), record =>
        {
            Assert.Equal(["a.png"], record.Pictures);
            Assert.Equal(("q", "a"), (record.Question, record.Answer));
        });
    }

    [Theory]
    [InlineData("\"weight\": 0")]
    [InlineData("\"loss\": false")]
    [InlineData("\"train\": false")]
    public void A_turn_of_weight_0_is_not_learned(string weight)
    {
        using var folder = new DataFolder();
        var path = folder.Write("data.json", $$"""
            [ { "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "first", {{weight}} },
                { "from": "human", "value": "q" }, { "from": "gpt", "value": "last" } ] } ]
            """);

        var record = LlavaFile.Read(path)[0];
        var learned = Samples.Tokenizer.Decode(Samples.Encoder.Encode(record).Labels.Where(label => label >= 0));

        Assert.Contains("last", learned, StringComparison.Ordinal);
        Assert.DoesNotContain("first", learned, StringComparison.Ordinal);
        Assert.Contains("first", Samples.Tokenizer.Decode(Samples.Encoder.Encode(record.ReadAsBefore()).Labels.Where(label => label >= 0)));
    }

    [Theory]
    [InlineData("""{ "conversations": [ T ], "rejected_response": "x" }""", "preferences are not learned")]
    [InlineData("""{ "conversations": [ T ], "tools": [ "x" ] }""", "lists tools")]
    [InlineData("""{ "conversations": [ T ], "videos": [ "x.mp4" ] }""", "videos are not supported")]
    [InlineData("""{ "conversations": [ T ], "weight": 0.5 }""", "records have no weights")]
    [InlineData("""{ "conversations": [ T ], "image_path": "a.png" }""", "Call it 'image'")]
    [InlineData("""{ "conversations": [ T ], "imgae": "a.png" }""", "Did you mean 'image'?")]
    [InlineData("""{ "conversation": [ T ] }""", "Did you mean 'conversations'?")]
    [InlineData("""{ "instruction": "q", "output": "a" }""", "the field 'instruction' is not read")]
    [InlineData("""{ "query": "q", "response": "a", "history": [ [ "q", "a" ] ] }""", "is not read")]
    [InlineData("""{ "conversations": [ T ], "messages": [ T ] }""", "both 'conversations' and 'messages'")]
    [InlineData("""{ "conversations": [ T ], "id": "1", "id": "2" }""", "is there twice")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "a", "weight": 0.5 } ] }""", "Write 0 or 1")]
    [InlineData("""{ "conversations": [ { "from": "gpt", "value": "a" }, T ] }""", "'human' is expected here, not 'gpt'")]
    [InlineData("""{ "conversations": [ T, { "from": "system", "value": "s" } ] }""", "a system turn follows other turns")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "bot", "value": "a" } ] }""", "not 'bot'")]
    [InlineData("""{ "conversations": [ { "from": "Human", "value": "q" }, { "from": "gpt", "value": "a" } ] }""", "Did you mean 'human'?")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "function_call", "value": "a" } ] }""", "turns are not supported")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "a<|im_end|>" } ] }""", "control token")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "q" }, { "from": "gpt", "value": "a", "loss": 0 } ] }""", "no answer is learned")]
    [InlineData("""{ "conversations": [ { "from": "human", "value": "<image>q" }, { "from": "gpt", "value": "a" } ] }""", "0 pictures are given and 1 markers")]
    public void What_would_be_lost_is_refused_by_name(string json, string expected)
    {
        using var folder = new DataFolder();
        var turns = """{ "from": "human", "value": "q" }, { "from": "gpt", "value": "a" }""";
        var path = folder.Write("data.json", $"[ {json.Replace(" T ", $" {turns} ", StringComparison.Ordinal).Replace(" T,", $" {turns},", StringComparison.Ordinal)} ]");

        var finding = Assert.Single(DataCheck.Run(path).Errors);
        Assert.Contains(expected, finding.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 1", finding.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_keys_are_named_once_and_do_no_harm()
    {
        using var folder = new DataFolder();
        var record = """{ "source": "coco", "conversations": [ { "from": "human", "value": "q", "name": "x" }, { "from": "gpt", "value": "a" } ] }""";
        var report = DataCheck.Run(folder.Write("data.json", $"[ {record}, {record} ]"));

        Assert.Empty(report.Errors);
        Assert.Equal(2, report.Findings.Count(finding => finding.Problem.Contains("of 2 records is not read", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_test_record_asks_one_question()
    {
        using var folder = new DataFolder();
        var turns = """{ "from": "human", "value": "q" }, { "from": "gpt", "value": "a" }""";
        folder.Write("train.json", $$"""[ { "id": "1", "conversations": [ {{turns}} ] }, { "id": "1", "conversations": [ {{turns}} ] } ]""");
        folder.Write("test.json", $$"""[ { "conversations": [ {{turns}}, {{turns}} ] } ]""");
        var world = folder.Write("world.yaml", "skills:\n  - { id: one, train: train.json, test: test.json, scorer: exact }\n");

        var report = DataCheck.Run(world);

        Assert.Contains("a test record asks one question, this has 2", Assert.Single(report.Errors).Problem, StringComparison.Ordinal);
        Assert.Contains(report.Findings, finding => finding.IsNote && finding.Problem.Contains("the id '1' is there already", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mixture_that_selects_nothing_is_found()
    {
        using var folder = new DataFolder();
        folder.Write("a.json", $"[{Samples.Json("q", "a")}]");
        var path = folder.Write("mix.yaml", "datasets:\n  - { json_path: a.json, sampling_strategy: 'first:0' }\n");

        Assert.Contains("selects no record", Assert.Single(DataCheck.Run(path).Errors).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Intact_pictures_are_not_opened_again_until_they_change()
    {
        using var folder = new DataFolder();
        Samples.Picture(folder.PathOf("a.png"));
        File.SetLastWriteTimeUtc(folder.PathOf("a.png"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var path = folder.Write("data.json", $"[{Samples.Json("<image>", "a", "a.png")}]");
        var memory = folder.PathOf(IntactPictures.FileName);

        Assert.Empty(DataCheck.Run(path, new() { Intact = new IntactPictures(memory) }).Findings);
        Assert.True(new IntactPictures(memory).Contains(folder.PathOf("a.png")));
        File.WriteAllText(folder.PathOf("a.png"), "other");
        Assert.Single(DataCheck.Run(path, new() { Intact = new IntactPictures(memory) }).Findings);
    }

    private static ModelInputs Inputs { get; } = new(
        Samples.Tokenizer, Samples.Encoder, new Collator(new BatchLayout(_ => 1, 0), new PictureReader(null!)));
}
