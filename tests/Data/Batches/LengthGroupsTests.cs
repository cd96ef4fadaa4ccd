using LmmCl.Data.Batches;
using LmmCl.Data.Conversations;
using LmmCl.Data.Llava;

namespace LmmCl.Data.Tests.Batches;

public class LengthGroupsTests
{
    private static readonly IReadOnlyList<EncodedExample> examples = [.. Enumerable.Range(0, 50).Select(i => Example(1 + (i * 7 % 13), pictures: i % 3 == 0 ? 0 : 1))];

    [Fact]
    public void Every_example_is_there_once_and_the_order_follows_the_seed()
    {
        var order = LengthGroups.Order(examples, groupSize: 8, seed: 1);

        Assert.Equal(Enumerable.Range(0, 50), order.Order());
        Assert.Equal(order, LengthGroups.Order(examples, groupSize: 8, seed: 1));
        Assert.NotEqual(order, LengthGroups.Order(examples, groupSize: 8, seed: 2));
    }

    [Fact]
    public void A_group_is_of_one_kind_and_sorted_by_length()
    {
        foreach (var group in LengthGroups.Order(examples, groupSize: 8, seed: 1).Take(48 / 8 * 8 - 8).Chunk(8))
        {
            Assert.Single(group.Select(at => examples[at].Pictures.Count).Distinct());
            Assert.Equal(group.Select(at => examples[at].TextLength).OrderDescending(), group.Select(at => examples[at].TextLength));
        }
    }

    private static EncodedExample Example(int length, int pictures) =>
        new(new EncodedConversation(new int[length], new int[length]), [.. Enumerable.Repeat("a.png", pictures)], RecordPlace.Nowhere);
}
