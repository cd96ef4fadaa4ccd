using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Tests;

public class GenericScorerTests
{
    [Theory]
    [InlineData("option-letter", "Which?\nA. Robin\nB. Wren", "B", "b) Wren", 1)]
    [InlineData("option-letter", "Which?\nA. Robin\nB. Wren", "Wren", "The answer is B.", 1)]
    [InlineData("option-letter", "Which?\nA. Robin\nB. Wren", "B", "A bird", 0)]
    [InlineData("option-letter", "Which of the shown?", "C", "(C)", 1)]
    [InlineData("first-number", "How many?", "There are 21 dogs.", "twenty-one", 1)]
    [InlineData("first-number", "How many?", "1", "phone", 0)]
    [InlineData("clock-time", "What time?", "3:45", "a quarter to four", 1)]
    [InlineData("clock-time", "What time?", "2:59", "3:00", 0)]
    [InlineData("relaxed-number", "How much?", "1,000", "1040", 1)]
    [InlineData("relaxed-number", "How much?", "1,000", "1060", 0)]
    [InlineData("exact", "What?", "Stop sign", "stop sign.", 1)]
    [InlineData("exact", "What?", "3", "Three", 1)]
    [InlineData("yes-no", "Is it?", "yes", "Yes, it is.", 1)]
    [InlineData("yes-no", "Is it?", "yes", "maybe yes", 0)]
    [InlineData("anls", "What?", "ITC Limited", "ITC Limite", 10.0 / 11)]
    [InlineData("vqa", "What?", "two", "2.", 1)]
    public void A_users_own_item_is_scored_by_the_rule_it_names(
        string scorer, string question, string answer, string reply, double expected)
    {
        var found = ScorerCatalog.Find(scorer);
        var score = found.Score(Item.Of(new { question, answer }), reply, ScoringMode.Default);
        Assert.Equal(expected, score.Values[found.MainMetric]!.Value, 12);
    }

    [Fact]
    public void Any_of_several_accepted_answers_is_right()
    {
        var item = Item.Of(new { question = "Where?", answer = new[] { "left", "on the left" } });
        Assert.Equal(1, ScorerCatalog.Find("exact").Score(item, "On the left!", ScoringMode.Default).Values["accuracy"]);
    }

    [Fact]
    public void Ten_annotators_agree_as_in_textvqa()
    {
        var item = Item.Of(new { answer = new[] { "stop", "stop", "go", "go", "go", "go", "go", "go", "go", "go" } });
        Assert.Equal(0.6, ScorerCatalog.Find("vqa").Score(item, "Stop", ScoringMode.Default).Values["accuracy"]!.Value, 12);
    }
}
