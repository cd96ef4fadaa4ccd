using LmmCl.Abstractions;
using LmmCl.Data.Specs;
using LmmCl.Evaluation.Benchmarks;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Tests;

public sealed class BenchmarkRunnerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-answers-").FullName;

    private string AnswersPath => Path.Combine(folder, "stage-1", "countbench.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Both_scores_come_from_the_same_answers()
    {
        // As published "fourteen" holds "four", and "phone" holds "one".
        var score = new BenchmarkRunner(new Parrot("fourteen", "phone", "3", "a 2")).Run(Request(14, 1, 3, 2));

        Assert.Equal(("countbench", "countbench_accuracy", 4), (score.Scorer, score.Metric, score.Samples));
        Assert.Equal(75, score.Value);
        Assert.Equal(75, score.AsPublished);
        Assert.Equal(25, score.StandardError, 10);
    }

    [Fact]
    public void A_published_score_stands_beside_the_one_that_is_meant()
    {
        var score = new BenchmarkRunner(new Parrot("fourteen", "3")).Run(Request(14, 3));
        Assert.Equal((100.0, 50.0), (score.Value, score.AsPublished!.Value));
    }

    [Fact]
    public void The_same_answers_give_the_same_file()
    {
        var first = new BenchmarkRunner(new Parrot("1", "2")).Run(Request(1, 2));
        var bytes = File.ReadAllBytes(AnswersPath);
        File.Delete(AnswersPath);
        var second = new BenchmarkRunner(new Parrot("1", "2")).Run(Request(1, 2));
        Assert.Equal(first.Answers, second.Answers);
        Assert.Equal(bytes, File.ReadAllBytes(AnswersPath));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(AnswersPath)!));
    }

    [Fact]
    public void A_users_own_text_goes_around_the_scorers_prompt()
    {
        var parrot = new Parrot("1");
        var document = Item.Of(new { question = "<image>\nHow many dogs?", answer = "1" });
        new BenchmarkRunner(parrot).Run(Request(1) with
        {
            Scorer = ScorerCatalog.Find("first-number"),
            Items = [new BenchmarkItem("0", [], document, "How many dogs?")],
            Frame = new("Look. ", " In digits."),
        });
        Assert.Equal("Look. How many dogs? In digits.", parrot.Asked.Single().Prompt);
    }

    [Fact]
    public void An_unknown_scorer_in_a_users_file_is_named_with_its_place()
    {
        var spec = new BenchmarkSpec("mine", "test.json", "", "exakt", null, null, null, "skills.yaml: skills[0]");
        var error = Assert.Throws<InputException>(() => BenchmarkRequest.Of(spec, [], "model", "x"));
        Assert.StartsWith("skills.yaml: skills[0]: scorer: there is no scorer 'exakt'.", error.Message);
    }

    [Fact]
    public void Published_prompts_are_asked_only_on_request()
    {
        var parrot = new Parrot("1", "1");
        new BenchmarkRunner(parrot).Run(Request(1));
        new BenchmarkRunner(parrot).Run(Request(1) with { Prompts = ScoringMode.AsPublished });
        Assert.Equal("How many?\nAnswer the question with number only.", parrot.Asked[0].Prompt);
        Assert.StartsWith("{'default': {", parrot.Asked[1].Prompt);
    }

    [Fact]
    public void Stored_answers_can_be_scored_again()
    {
        var score = new BenchmarkRunner(new Parrot("fourteen", "phone")).Run(Request(14, 1));
        var rescored = Rescorer.Rescore(AnswersPath, AnswersPath + ".rescored");
        Assert.Equal((score.Value, score.AsPublished, score.Answers), (rescored.Value, rescored.AsPublished, rescored.Answers));
    }

    [Fact]
    public void A_damaged_answers_file_is_refused_with_its_line()
    {
        new BenchmarkRunner(new Parrot("1", "2")).Run(Request(1, 2));
        File.WriteAllText(AnswersPath, File.ReadAllText(AnswersPath)[..^10]);
        Assert.Contains("line 3", Assert.Throws<InputException>(() => Rescorer.Rescore(AnswersPath, AnswersPath + ".2")).Message);
    }

    [Fact]
    public void An_item_without_what_the_scorer_needs_is_named()
    {
        var request = Request(1) with { Items = [new BenchmarkItem("odd", [], Item.Of(new { question = "How many?" }), "How many?")] };
        var error = Assert.Throws<InputException>(() => new BenchmarkRunner(new Parrot("1")).Run(request));
        Assert.StartsWith("countbench: item 'odd': it has no field 'number'.", error.Message);
    }

    private BenchmarkRequest Request(params int[] golds) => Counting.Request(AnswersPath, golds);
}
