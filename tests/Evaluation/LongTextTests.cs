using System.Diagnostics;
using System.Text.Json;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Tests;

/// <summary>Replies of a hundred kilobytes, each to make some rule try a text in every division.</summary>
public class LongTextTests
{
    private const int Length = 100_000;

    private static readonly string[] Replies =
    [
        new('a', Length), new string('1', Length) + "x", "answer" + new string(' ', Length) + "!",
        "answer is" + new string('*', Length) + "!", "A" + new string('\t', Length) + "!", Repeated("1,"), Repeated("1,000") + "x",
        Repeated("answer "), Repeated("A. "), Repeated("Σ'"),
        Repeated("12:"), Repeated("half past "), Repeated("twenty "), Repeated("ab"), new string(' ', Length) + "x", Repeated("(A) "),
        string.Join(' ', Enumerable.Range(0, Length / 4).Select(Word)),
    ];

    public static TheoryData<string> Ids => [.. ScorerCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_reply_keeps_a_scorer_busy(string id)
    {
        var scorer = ScorerCatalog.Find(id);
        var clock = Stopwatch.StartNew();
        foreach (var reply in Replies)
        {
            clock.Restart();
            foreach (var mode in Enum.GetValues<ScoringMode>())
            {
                scorer.Score(ItemWith(reply[..20_000]), reply, mode);
            }

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed} for '{reply[..40]}'");
        }
    }

    private static string Repeated(string part) => string.Concat(Enumerable.Repeat(part, Length / part.Length));

    /// <summary>A word of letters for every number.</summary>
    private static string Word(int number) => string.Concat($"{number}".Select(digit => (char)('b' + digit - '0')));

    private static JsonElement ItemWith(string text) => Item.Of(new
    {
        question = "What? Options: A: x, B: y\nA. one\nB. two\n" + text,
        answer = text,
        answers = new[] { text, "b" },
        options = new[] { "x", text },
        choices = new[] { "x", "y" },
        choice_a = "x",
        choice_b = text,
        number = text,
    });
}
