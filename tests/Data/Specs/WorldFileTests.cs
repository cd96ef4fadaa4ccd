using LmmCl.Abstractions;
using LmmCl.Data.Specs;

namespace LmmCl.Data.Tests.Specs;

public class WorldFileTests
{
    private const string Birds = """
        skills:
          - id: birds
            train: birds/train.json
            images: birds/images
            test: birds/test.json
            scorer: option-letter
            prompt: { before: "", after: "\nAnswer with the option's letter." }
            answer_form: letter
            max_new_tokens: 16
        """;

    private static readonly string[] scorers = ["option-letter", "exact", "ai2d"];

    [Fact]
    public void A_skill_is_ten_lines_of_yaml()
    {
        using var folder = World();

        var world = WorldFile.Read(folder.Write("world.yaml", Birds), scorers);

        var skill = Assert.Single(world.Skills);
        Assert.Equal(("birds", folder.PathOf("birds/train.json"), folder.PathOf("birds/images")), (skill.Id, skill.Train, skill.Pictures));
        Assert.Equal(("option-letter", "letter", 16), (skill.Benchmark.Scorer, skill.Benchmark.AnswerForm, skill.Benchmark.MaxNewTokens));
        Assert.Equal("q\nAnswer with the option's letter.", skill.Benchmark.Prompt!.Around("q"));
    }

    [Fact]
    public void Pictures_lie_beside_the_data_unless_the_entry_says_where()
    {
        using var folder = World();

        const string text = "benchmarks:\n  - id: b\n    test: birds/test.json\n    scorer: exact\n";
        var world = WorldFile.Read(folder.Write("world.yaml", text), scorers);

        Assert.Equal(folder.PathOf("birds"), Assert.Single(world.Benchmarks).Pictures);
    }

    [Theory]
    [InlineData(
        "train: birds/train.json",
        "train: bird/train.json",
        "world.yaml: skills[0].train: file 'bird/train.json' does not exist (looked in ",
        "Did you mean 'birds/train.json'?")]
    [InlineData(
        "images: birds/images",
        "images: birds/pictures",
        "world.yaml: skills[0].images: folder 'birds/pictures' does not exist",
        "")]
    [InlineData(
        "scorer: option-letter",
        "scorer: option-leter",
        "world.yaml: skills[0].scorer: 'option-leter' is not known.",
        "Did you mean 'option-letter'?")]
    [InlineData(
        "max_new_tokens: 16",
        "max_new_token: 16",
        "world.yaml: skills[0].max_new_token: the key 'max_new_token' is not known.",
        "Did you mean 'max_new_tokens'?")]
    [InlineData(
        "max_new_tokens: 16",
        "max_new_tokens: 0",
        "world.yaml: skills[0].max_new_tokens: a whole number from 1 to 4096 is expected, not '0'.",
        "")]
    [InlineData("id: birds", "id: a/b", "world.yaml: skills[0].id: 'a/b' cannot be an id.", "")]
    [InlineData("scorer: option-letter", "", "world.yaml: skills[0]: the key 'scorer' is missing.", "")]
    public void What_is_wrong_with_an_entry_is_answered_with_its_field_and_a_fix(string right, string wrong, string message, string fix)
    {
        using var folder = World();
        var path = folder.Write("world.yaml", Birds.Replace(right, wrong, StringComparison.Ordinal));

        var error = Assert.Throws<InputException>(() => WorldFile.Read(path, scorers));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(fix, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_is_there_twice_is_refused()
    {
        using var folder = World();
        var path = folder.Write("world.yaml", Birds + "\nbenchmarks:\n  - id: birds\n    test: birds/test.json\n    scorer: exact\n");

        var error = Assert.Throws<InputException>(() => WorldFile.Read(path, scorers));

        Assert.Contains("world.yaml: benchmarks[0]: the id 'birds' is there twice.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_skill_is_answered_with_near_matches()
    {
        using var folder = World();
        var world = WorldFile.Read(folder.Write("world.yaml", Birds), scorers);

        var error = Assert.Throws<InputException>(() => world.Skill("bird"));

        Assert.EndsWith("there is no skill 'bird'. Did you mean 'birds'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_carry_the_benchmarks_own_fields_or_question_and_answer()
    {
        using var folder = World();
        Samples.Picture(folder.PathOf("birds/images/a.png"));
        var first = Samples.Json("<image>\\nWhich bird?", "B", "a.png", "one");
        const string second = """{ "id": "two", "doc": { "question": "Why?", "choices": ["x"] } }""";
        folder.Write("birds/test.json", $"[{first}, {second}]");
        var spec = WorldFile.Read(folder.Write("world.yaml", Birds), scorers).Skills[0].Benchmark;

        var items = BenchmarkItems.Read(spec);

        Assert.Equal(["one", "two"], items.Select(item => item.Id));
        Assert.Equal(["Which bird?", "Why?"], items.Select(item => item.Question));
        Assert.Equal("Which bird?", items[0].Document.GetProperty("question").GetString());
        Assert.Equal("B", items[0].Document.GetProperty("answer").GetString());
        Assert.Equal("x", items[1].Document.GetProperty("choices")[0].GetString());
        Assert.Equal([folder.PathOf("birds/images/a.png")], items[0].Pictures);
    }

    private static DataFolder World()
    {
        var folder = new DataFolder();
        Directory.CreateDirectory(folder.PathOf("birds/images"));
        folder.Write("birds/train.json", "[]");
        folder.Write("birds/test.json", "[]");
        return folder;
    }
}
