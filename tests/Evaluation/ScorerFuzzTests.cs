using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LmmCl.Evaluation.Scorers;

namespace LmmCl.Evaluation.Tests;

public class ScorerFuzzTests
{
    private static readonly string[] Pieces =
    [
        "A", "b", "C.", "(D)", "answer is", "Option", "Options: A: x, B: y", "\nA. one\nB. two",
        "twenty", "-", "one", "hundred", "and", "thousand", "12:34", "25:61", "half past", "quarter to", "o'clock", "pm",
        "%", "1,000", "1e400", "nan", "inf", "0", "-3.5", "٣", "²", "İ", "Σ", "ß", "<image>", "\n", "\t", "\u001c", " ", "",
        "\ud83d\ude00", "\ud800", "\udc00", "\u200b", "yes", "no", "the", "HME100k", "human_test", ".", "?", "'s", "[", "\\", "*",
        "99999999999999999999999999",
    ];

    private static readonly string[] Fields =
    [
        "question", "answer", "answers", "options", "choices", "choice_a", "choice_b", "number", "hint", "type",
        "data_type", "category", "l2_category", "dataset", "question_type",
    ];

    public static TheoryData<string> Ids => [.. ScorerCatalog.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_reply_and_no_item_makes_a_scorer_throw(string id)
    {
        var scorer = ScorerCatalog.Find(id);
        var random = new Random(17);
        for (var round = 0; round < 400; round++)
        {
            var item = RandomItem(random);
            var reply = RandomText(random);
            foreach (var mode in Enum.GetValues<ScoringMode>())
            {
                var score = scorer.Score(item, reply, mode);
                Assert.All(score.Values.Values, value => Assert.True(value is null or (>= 0 and <= 1), $"{value} for '{reply}'"));
                Assert.True(mode == ScoringMode.AsPublished || score.PublishedError is null);
                Assert.NotNull(scorer.Prompt(item, mode));
                Assert.NotNull(scorer.Gold(item, mode));
                var values = score.Values.Values.Select(value => new MetricValue(value, scorer.GroupOf(item)));
                scorer.Aggregate(scorer.MainMetric, [.. values], mode);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_items_have_no_score(string id)
    {
        var scorer = ScorerCatalog.Find(id);
        var aggregate = scorer.Aggregate(scorer.MainMetric, [], ScoringMode.Default);
        Assert.Equal(0, aggregate.Count);
        Assert.True(aggregate.Value is null or 0);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Half_a_surrogate_pair_in_an_item_is_no_text(string id)
    {
        var item = Item.Json("""{"question": "\ud800", "answer": "\udc00", "answers": ["\ud800"]}""");
        Assert.NotEmpty(ScorerCatalog.Find(id).Score(item, "C", ScoringMode.Default).Values);
    }

    private static JsonElement RandomItem(Random random)
    {
        var item = new JsonObject();
        foreach (var field in Fields.Where(_ => random.Next(4) > 0))
        {
            item[field] = random.Next(7) switch
            {
                0 => JsonValue.Create(random.Next(-3, 40)),
                1 => null,
                2 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => (JsonNode)RandomText(random))]),
                3 => JsonValue.Create(true),
                _ => JsonValue.Create(RandomText(random)),
            };
        }

        return random.Next(20) == 0 ? Item.Json("[]") : JsonSerializer.SerializeToElement(item);
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(8); i > 0; i--)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(3) > 0 ? " " : "");
        }

        return text.ToString();
    }
}
