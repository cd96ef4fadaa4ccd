using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Tests;

/// <summary>Replies as models write them, read as a person reads them.</summary>
public class ReadRepliesTests
{
    private const string Birds = "Which bird is this?\nA. Heron\nB. Wren\nC. Robin\nD. Finch";

    [Theory]
    [InlineData("B")]
    [InlineData("(B)")]
    [InlineData("B.")]
    [InlineData("Wren")]
    [InlineData("**B**")]
    [InlineData("\\boxed{B}")]
    [InlineData("The correct answer is (B).")]
    [InlineData("I considered (A), but it is incorrect. Final answer: B")]
    [InlineData("B\n\nOption A is wrong because the legs are short. Option D is too small.")]
    [InlineData("B because option A has longer legs")]
    [InlineData("The answer is B. Note that option A is a common mistake.")]
    [InlineData("The answer is B, not option A.")]
    [InlineData("The answer is not A but B.")]
    [InlineData("It is not A, the answer is B")]
    [InlineData("A, B, C and D all look alike, but it is B")]
    [InlineData("Answer: $B")]
    [InlineData("\uFF22")]
    [InlineData("\u7B54\u6848\u662FB\u3002")]
    [InlineData("\u9009B\uFF0C\u56E0\u4E3A\u5B83\u5F88\u5C0F")]
    [InlineData("Answer:B")]
    [InlineData("b) wren")]
    [InlineData("The bird is a wren.")]
    [InlineData("<think>A has long legs. Option C is red.</think>B")]
    [InlineData("__B__")]
    [InlineData("B Wren")]
    [InlineData("B - Wren")]
    [InlineData("B \u2013 Wren")]
    [InlineData("B/Wren")]
    [InlineData("My choice: B")]
    [InlineData("B\r\n")]
    [InlineData("\u00A0B\u00A0")]
    [InlineData("\u201CB\u201D")]
    [InlineData("I would choose B")]
    [InlineData("The answer is A. No, wait. The answer is B.")]
    [InlineData("B, since a heron is larger.")]
    [InlineData("It's B")]
    [InlineData("Option B")]
    [InlineData("It is a wren, not a heron.")]
    [InlineData("the answer is b")]
    [InlineData("[B]")]
    [InlineData("ANSWER IS B. A is incorrect.")]
    [InlineData("As \\boxed{\\langle H\\rangle \\ll E}, the result follows.\n**Answer: B**")]
    [InlineData("The correct answer is B. Here's why... option B is correct because it is small, not A.")]
    [InlineData("<answer>B</answer>")]
    [InlineData("Answer: **B. Wren**")]
    [InlineData("The bird is neither A nor C. It must be B.")]
    [InlineData("Antwort:\n\nAntwort: B")]
    [InlineData("Die richtige Antwort ist B.")]
    [InlineData("La respuesta correcta es B.")]
    [InlineData("Jawaban: B")]
    [InlineData("\u041E\u0442\u0432\u0435\u0442: B")]
    [InlineData("\u6B63\u786E\u9009\u9879\u4E3AB")]
    [InlineData("\u7B54\u3048\u306FB\u3067\u3059\u3002")]
    [InlineData("ANSWER: A\nActually, ANSWER: B")]
    [InlineData("Answer: A\nAfter checking the reasoning, I need to correct this.\nAnswer: B")]
    [InlineData("So it is \\boxed{B}. Final: \\boxed{B}")]
    [InlineData("Best option: (B) Wren")]
    [InlineData("A is too large, C is red, D is yellow. Therefore, the answer is B")]
    [InlineData("Let's look at Option A: Heron. It has long legs. Option B: Wren. It is small. The bird is small, so Option B.")]
    [InlineData("{\"answer\": \"B\"}")]
    public void A_clear_choice_is_read(string reply) => Assert.Equal("B", Read("option-letter", Birds, reply));

    [Theory]
    [InlineData("Answer: A or B")]
    [InlineData("A or B")]
    [InlineData("A, B")]
    [InlineData("B/C")]
    [InlineData("not A")]
    [InlineData("A bird")]
    [InlineData("I think so")]
    [InlineData("E")]
    [InlineData("")]
    [InlineData("It is a heron or a wren.")]
    [InlineData("All of them")]
    [InlineData("The answer is Heron or Wren")]
    [InlineData("Based on the picture, The bird sits.")]
    [InlineData("ANSWER: AB")]
    [InlineData("Sorry, I can't recognize the image.")]
    public void No_choice_and_several_choices_are_no_answer(string reply) => Assert.Null(Read("option-letter", Birds, reply));

    [Theory]
    [InlineData("Which?\nA) Heron\nB) Wren\nC) Robin")]
    [InlineData("Which?\n(A) Heron\n(B) Wren\n(C) Robin")]
    [InlineData("Which?\nA: Heron\nB: Wren")]
    [InlineData("Which?\na) Heron\nb) Wren")]
    [InlineData("Which? (A) Heron (B) Wren")]
    [InlineData("Which? Options: A: Heron, B: Wren")]
    public void Options_are_seen_however_they_are_written(string question) => Assert.Equal("B", Read("option-letter", question, "Wren"));

    [Theory]
    [InlineData("yes-no", "yes", "The answer is yes.", 1)]
    [InlineData("yes-no", "no", "No, it isn't.", 1)]
    [InlineData("yes-no", "yes", "yes or no", 0)]
    [InlineData("yes-no", "yes", "Yes, it is adorned with a death notice.", 1)]
    [InlineData("yes-no", "no", "It is adorned with a death notice.", 0)]
    [InlineData("yes-no", "true", "**Yes**", 1)]
    [InlineData("first-number", "0", "There are no birds.", 1)]
    [InlineData("first-number", "12", "a dozen", 1)]
    [InlineData("first-number", "-5", "\u22125", 1)]
    [InlineData("first-number", "1200", "1\u00A0200", 1)]
    [InlineData("first-number", "4", "There are not 3 but 4", 1)]
    [InlineData("clock-time", "3:45", "three forty-five", 1)]
    [InlineData("clock-time", "12:00", "noon", 1)]
    [InlineData("clock-time", "3:45", "a quarter to four", 1)]
    [InlineData("clock-time", "3:05", "three oh five", 1)]
    [InlineData("clock-time", "7:42", "forty-two minutes past seven", 1)]
    [InlineData("clock-time", "3:45", "3\uFF1A45", 1)]
    [InlineData("clock-time", "3:45", "not 9:18 but 3:45", 1)]
    [InlineData("relaxed-number", "42%", "42", 1)]
    [InlineData("relaxed-number", "42", "42 %", 1)]
    [InlineData("relaxed-number", "12", "$12.", 1)]
    [InlineData("relaxed-number", "12 kg", "12 g", 0)]
    [InlineData("relaxed-number", "2010", "2012", 0)]
    [InlineData("relaxed-number", "1.2 million", "1200000", 1)]
    [InlineData("relaxed-number", "42", "The value is 42.", 1)]
    [InlineData("relaxed-number", "0.42", "42%", 1)]
    [InlineData("relaxed-number", "977633", "977,633", 1)]
    [InlineData("relaxed-number", "1", "1 GPI", 1)]
    [InlineData("relaxed-number", "27%", "27 percent", 1)]
    [InlineData("relaxed-number", "1995", "1995.", 1)]
    [InlineData("relaxed-number", "100", "106", 0)]
    [InlineData("relaxed-number", "$161,886", "161,886", 1)]
    [InlineData("relaxed-number", "red", "Red.", 1)]
    [InlineData("exact", "-5", "5", 0)]
    [InlineData("exact", "3.5", "35", 0)]
    [InlineData("exact", "caf\u00E9", "cafe\u0301", 1)]
    [InlineData("exact", "don't know", "don\u2019t know", 1)]
    [InlineData("exact", "1,200", "1200", 1)]
    [InlineData("exact", "50%", "50", 1)]
    [InlineData("exact", "begins.", "begins", 1)]
    [InlineData("exact", "$161,886", "161,886", 1)]
    [InlineData("yes-no", "yes", "Analysis: the two differ. There is no dog in the first.\nFinal Answer: Yes", 1)]
    [InlineData("yes-no", "no", "There is no dog in the picture.", 1)]
    [InlineData("anls", "caf\u00E9", "cafe\u0301.", 1)]
    [InlineData("vqa", "caf\u00E9", "cafe\u0301", 1)]
    public void Other_answers_are_read_alike(string scorer, string answer, string reply, double expected)
    {
        var found = ScorerCatalog.Find(scorer);
        Assert.Equal(expected, found.Score(Item.Of(new { question = "q", answer }), reply, ScoringMode.Default).Values[found.MainMetric]);
    }

    [Fact]
    public void Fewer_than_ten_answers_are_accepted_ones()
    {
        var item = Item.Of(new { answer = new[] { "left", "on the left", "port" } });

        Assert.Equal(1, ScorerCatalog.Find("vqa").Score(item, "port", ScoringMode.Default).Values["accuracy"]);
        Assert.NotEqual(1, ScorerCatalog.Find("vqa", 1)!.Score(item, "port", ScoringMode.Default).Values["accuracy"]);
    }

    [Fact]
    public void The_first_version_still_reads_as_it_did()
    {
        var first = ScorerCatalog.Find("option-letter", 1)!;
        var item = Item.Of(new { question = Birds, answer = "B" });

        Assert.Equal("A", first.Score(item, "The answer is B, not option A.", ScoringMode.Default).Reading);
        Assert.Equal(1, first.Version);
        Assert.Null(ScorerCatalog.Find("option-letter", 3));
    }

    [Theory]
    [InlineData("option-letter", "E")]
    [InlineData("option-letter", "A or B")]
    [InlineData("yes-no", "maybe")]
    [InlineData("first-number", "many")]
    [InlineData("clock-time", "25:70")]
    public void A_gold_answer_that_no_reply_can_match_is_found(string scorer, string answer)
    {
        var found = GoldCheck.Find(ScorerCatalog.Find(scorer), Item.Of(new { question = Birds, answer }));

        Assert.True(found!.Value.Hopeless);
        Assert.Contains(answer, found.Value.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gold_answer_that_wins_is_no_finding()
    {
        Assert.Null(GoldCheck.Find(ScorerCatalog.Find("option-letter"), Item.Of(new { question = Birds, answer = "Wren" })));
        Assert.Null(GoldCheck.Find(ScorerCatalog.Find("exact"), Item.Of(new { question = "q", answer = new[] { "left", "port" } })));
        Assert.Null(GoldCheck.Find(ScorerCatalog.Find("ai2d"), Item.Of(new { question = "q", options = new[] { "x", "y" }, answer = "1" })));
    }

    private static string? Read(string scorer, string question, string reply) =>
        ScorerCatalog.Find(scorer).Score(Item.Of(new { question, answer = "B" }), reply, ScoringMode.Default).Reading;
}
