using LmmCl.Abstractions;
using LmmCl.Data.Llava;
using LmmCl.Tests;

namespace LmmCl.Data.Tests.Llava;

public class LlavaFileTests
{
    [Fact]
    public void Both_forms_of_turns_pictures_and_ids_are_read()
    {
        using var folder = new DataFolder();
        var path = folder.Write("data.json", """
            [
              {
                "id": 7,
                "image": ["a.png", "b.png"],
                "conversations": [ { "from": "human", "value": "<image><image>\nq" }, { "from": "gpt", "value": "x" } ]
              },
              { "conversations": [ { "role": "user", "content": "q" }, { "role": "assistant", "content": "y" } ] }
            ]
            """);

        var records = LlavaFile.Read(path);

        Assert.Equal(["7", "1"], records.Select(record => record.Id));
        Assert.Equal(["a.png", "b.png"], records[0].Pictures!);
        Assert.Null(records[1].Pictures);
        Assert.Equal([("q", "x"), ("q", "y")], records.Select(record => (record.Question, record.Answer)));
    }

    [Fact]
    public void Lines_braces_and_a_byte_order_mark_are_read()
    {
        using var folder = new DataFolder();
        folder.Write("part-a.json", "\uFEFF[" + Samples.Json("q", "1") + "]");
        folder.Write("part-b.json", "[" + Samples.Json("q", "2") + "]");
        var lines = folder.Write("data.jsonl", "\uFEFF" + Samples.Json("q", "3") + "\r\n\n" + Samples.Json("q", "4"));

        Assert.Equal(["1", "2"], LlavaFile.Read(folder.PathOf("part-{a,b}.json")).Select(record => record.Answer));
        Assert.Equal([("3", 1), ("4", 3)], LlavaFile.Read(lines).Select(record => (record.Answer, record.Place.Line)));
    }

    [Theory]
    [InlineData("{ \"a\": 1 }", "data.json: this JSON is not LLaVA's: the file must be a list of records.")]
    [InlineData("[\n 5 ]", "data.json: line 2: [0]: a record must be an object, this is a number.")]
    [InlineData("[\n{ \"id\": \"q\" } ]", "data.json: line 2: [0]: the field 'conversations' is missing.")]
    [InlineData("[{\n\"conversations\": \"q\" }]", "data.json: line 2: [0].conversations: must be a list of turns, this is a text.")]
    [InlineData(
        "[{\"conversations\": [\n{ \"from\": \"human\" } ] }]",
        "data.json: line 2: [0].conversations[0]: the field 'value' is missing.")]
    [InlineData(
        "[{\"conversations\": [ { \"from\": \"human\",\n\n\"value\": 3 } ] }]",
        "data.json: line 3: [0].conversations[0].value: must be a text, this is a number.")]
    [InlineData(
        "[{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"}],\n\"image\": [1] }]",
        "data.json: line 2: [0].image: must be a path or a list of paths")]
    [InlineData(
        "[{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"}],\n\"images\": [\"a\"], \"image\": \"a\" }]",
        "data.json: line 2: [0].images: both 'image' and 'images' are there.")]
    [InlineData(
        "[{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"}],\n\"video\": \"a\" }]",
        "data.json: line 2: [0].video: videos are not supported.")]
    [InlineData("[{},\n\n oops ]", "data.json: line 3: this is not valid JSON.")]
    [InlineData("[] []", "data.json: line 1: this is not valid JSON.")]
    [InlineData("", "data.json: the file is empty.")]
    public void What_is_wrong_is_answered_with_file_line_and_field(string text, string message)
    {
        using var folder = new DataFolder();
        var path = folder.Write("data.json", text.Replace("[{},", "[" + Samples.Json("q", "a") + ",", StringComparison.Ordinal));

        var error = Assert.Throws<InputException>(() => LlavaFile.Read(path));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<InputException>(() => LlavaFile.Read("nowhere/train.json"));

        Assert.StartsWith("nowhere/train.json: the data file cannot be read.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_picture_is_answered_with_its_line_and_similar_names()
    {
        using var folder = new DataFolder();
        Samples.Picture(folder.PathOf("birds/heron-1.png"));
        var path = folder.Write("data.json", "[\n" + Samples.Json("<image>", "x", "birds/heron-2.png") + "]");

        var error = Assert.Throws<InputException>(() => new PictureFolder(folder.Root).PathsOf(LlavaFile.Read(path)[0]));

        Assert.Contains(
            "data.json: line 2: [0].image: the picture 'birds/heron-2.png' does not exist (looked in",
            error.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("Did you mean 'heron-1.png'?", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".json")]
    [InlineData(".jsonl")]
    public void A_damaged_file_is_read_or_refused_but_never_crashes(string extension)
    {
        using var folder = new DataFolder();
        var random = new Random(11);
        var (before, between, after) = extension == ".json" ? ("[", ",", "]") : ("", "\n", "");
        var pictured = Samples.Json("<image>\\n\\ud83d\\ude00 how many?", "3", "a.png");
        var text = before + pictured + between + Samples.Json("q", "a") + after;
        var refused = 0;
        for (var i = 0; i < FuzzedInputs.Count; i++)
        {
            var at = random.Next(text.Length);
            var damaged = random.Next(3) switch
            {
                0 => text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at)),
                1 => text.Insert(at, text.Substring(random.Next(text.Length / 2), random.Next(1, 12))),
                _ => text.Remove(at, 1).Insert(at, ((char)random.Next(1, 127)).ToString()),
            };
            try
            {
                LlavaFile.Read(folder.Write("data" + extension, damaged));
            }
            catch (InputException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, FuzzedInputs.Count / 4, FuzzedInputs.Count);
    }
}
