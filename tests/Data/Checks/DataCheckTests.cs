using LmmCl.Data.Checks;

namespace LmmCl.Data.Tests.Checks;

public class DataCheckTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_with_line_and_field()
    {
        using var folder = new DataFolder();
        Samples.Picture(folder.PathOf("a.png"));
        File.WriteAllBytes(folder.PathOf("broken.png"), File.ReadAllBytes(folder.PathOf("a.png"))[..30]);
        var path = folder.Write("data.json", $$"""
            [
              {{Samples.Json("<image>", "fine", "a.png", "1")}},
              {{Samples.Json("<image>", "x", "missing.png", "2")}},
              {{Samples.Json("<image>", "x", "broken.png", "3")}},
              {{Samples.Json("no marker", "x", "a.png", "4")}},
              {{Samples.Json("q", "one two three four five six", null, "5")}},
              { "id": "6", "conversations": [ { "from": "gpt", "value": "x" }, { "from": "human", "value": "q" } ] },
              { "id": "7", "conversations": [ { "from": "human", "value": "q" } ] },
              {{Samples.Json("q", " ", null, "8")}},
              { "id": "9" },
              {{Samples.Json("q", "x", null, "1")}}
            ]
            """);

        var report = DataCheck.Run(path, new(AnswerLimit: 5));

        Assert.Equal(10, report.Records);
        (int Line, string Text)[] expected =
        [
            (3, "[1].image: the picture 'missing.png' does not exist"),
            (4, "[2].image: the picture 'broken.png' cannot be used:"),
            (5, "[3].conversations: 1 pictures are given and 0 markers <image>"),
            (6, "[4].conversations[1]: the answer has 6 words, the limit is 5 tokens."),
            (7, "[5].conversations[0]: the turns are out of order: 'human' is expected here, not 'gpt'."),
            (8, "[6].conversations[0]: the last turn is a question without an answer."),
            (9, "[7].conversations[1]: the answer is empty."),
            (10, "[8]: the field 'conversations' is missing."),
            (11, "[9].id: the id '1' is there already, in line 2."),
        ];
        var found = report.Findings.Select(finding => Short($"{finding.Place}: {finding.Problem}", path)).ToList();
        Assert.Equal(expected.Select(finding => finding.Line), found.Select(finding => finding.Line));
        Assert.All(expected.Zip(found), pair => Assert.StartsWith(pair.First.Text, pair.Second.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_answers_length_is_counted_in_tokens_where_there_is_a_tokenizer()
    {
        using var folder = new DataFolder();
        var path = folder.Write("data.json", $"[{Samples.Json("q", "zzzzzzzzzz")}]");

        Assert.Empty(DataCheck.Run(path, new(AnswerLimit: 5)).Findings);
        var finding = Assert.Single(DataCheck.Run(path, new(Tokenizer: Samples.Tokenizer, AnswerLimit: 5)).Findings);
        Assert.Contains("10 tokens", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_yaml_of_skills_is_checked_down_to_its_records()
    {
        using var folder = new DataFolder();
        folder.Write("train.json", $"[{Samples.Json("q", "a b c d")}]");
        folder.Write("test.json", $"[{Samples.Json("<image>", "a", "none.png")}]");
        var path = folder.Write("world.yaml", """
            skills:
              - { id: one, train: train.json, test: test.json, scorer: exact, max_new_tokens: 3 }
              - { id: two, train: trian.json, test: test.json, scorer: exact }
            benchmarks:
              - { id: three, test: test.json, scorer: exakt }
            """);

        var report = DataCheck.Run(path, new(Scorers: ["exact"]));

        Assert.Equal("skills and benchmarks", report.Kind);
        Assert.Equal(4, report.Findings.Count);
        Assert.Contains(report.Findings, finding => finding.Place.EndsWith("skills[1].train", StringComparison.Ordinal)
            && finding.Problem.Contains("Did you mean 'train.json'?", StringComparison.Ordinal));
        Assert.Contains(report.Findings, finding => finding.Place.EndsWith("benchmarks[0].scorer", StringComparison.Ordinal));
        Assert.Contains(report.Findings, finding => finding.Problem.Contains("4 words, the limit is 3", StringComparison.Ordinal));
        Assert.Contains(report.Findings, finding => finding.Problem.Contains("'none.png' does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mixture_is_checked_with_its_strategies()
    {
        using var folder = new DataFolder();
        folder.Write("a.json", $"[{Samples.Json("q", "a")}]");
        var path = folder.Write("mix.yaml", "datasets:\n  - json_path: a.json\n    sampling_strategy: last:1\n");

        Assert.Contains("'last:1' is not known", Assert.Single(DataCheck.Run(path).Findings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_something_else_is_one_finding()
    {
        using var folder = new DataFolder();

        var finding = Assert.Single(DataCheck.Run(folder.Write("x.json", "{}")).Findings);
        Assert.Contains("not LLaVA's", finding.Problem, StringComparison.Ordinal);
        Assert.Single(DataCheck.Run(folder.PathOf("missing.yaml")).Findings);
    }

    private static (int Line, string Text) Short(string finding, string path)
    {
        var rest = finding[(path.Length + ": line ".Length)..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(rest[..colon], System.Globalization.CultureInfo.InvariantCulture), rest[(colon + 2)..]);
    }
}
