using LmmCl.Data.Llava;
using LmmCl.Data.Mixtures;

namespace LmmCl.Data.Tests.Mixtures;

public sealed class ValidationShareTests
{
    [Fact]
    public void Every_record_is_on_one_side_and_the_share_is_exact()
    {
        var records = Records(20);

        var (training, validation) = ValidationShare.Divide(records, 0.25, 42);

        Assert.Equal(5, validation.Count);
        Assert.Equal(records, training.Concat(validation).OrderBy(record => record.Place.Index));
        Assert.Equal(training.OrderBy(record => record.Place.Index), training);
    }

    [Fact]
    public void The_order_of_the_file_and_the_ids_decide_nothing_and_the_seed_does()
    {
        var records = Records(20);
        LlavaRecord[] others = [.. records.Reverse().Select((record, index) => record with { Id = $"other-{index}" })];

        Assert.Equal(Chosen(records, 1), Chosen(others, 1));
        Assert.NotEqual(Chosen(records, 1), Chosen(records, 2));
    }

    [Fact]
    public void A_record_that_is_added_moves_at_most_one_other()
    {
        var records = Records(31);

        var (before, after) = (Chosen(records.Take(30), 42), Chosen(records, 42));

        Assert.InRange(before.Except(after).Count(), 0, 1);
    }

    [Fact]
    public void Records_that_are_there_twice_fall_on_one_side()
    {
        LlavaRecord[] records = [.. Records(10), .. Records(10)];

        var (training, validation) = ValidationShare.Divide(records, 0.35, 42);

        Assert.Equal(8, validation.Count);
        Assert.Empty(training.Select(ValidationShare.ContentOf).Intersect(validation.Select(ValidationShare.ContentOf)));
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(0.99, 10)]
    public void A_share_may_leave_nothing_on_one_side(double share, int validated) =>
        Assert.Equal(validated, ValidationShare.Divide(Records(10), share, 42).Validation.Count);

    private static HashSet<string> Chosen(IEnumerable<LlavaRecord> records, long seed) =>
        [.. ValidationShare.Divide([.. records], 0.3, seed).Validation.Select(record => record.Question)];

    private static IReadOnlyList<LlavaRecord> Records(int count) =>
    [
        .. Enumerable.Range(0, count).Select(index => new LlavaRecord(
            $"{index}",
            [$"{index}.png"],
            [new LlavaTurn("human", $"<image>question {index}"), new LlavaTurn("gpt", "yes")],
            new RecordPlace("train.json", index, index + 1, 0, 0))),
    ];
}
