using System.Diagnostics;
using LmmCl.Evaluation.Scorers.Rules;

namespace LmmCl.Evaluation.Tests;

public class EditDistanceTests
{
    [Fact]
    public void It_equals_the_distance_of_the_whole_table()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var (a, b) = (Text(random), Text(random));

            Assert.Equal(OfTable(a, b), EditDistance.Between(a, b));
        }
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "kitten", 6)]
    [InlineData("kitten", "sitting", 3)]
    public void Known_distances(string a, string b, int distance) =>
        Assert.Equal(distance, EditDistance.Between(Characters(a), Characters(b)));

    [Fact]
    public void Texts_as_long_as_an_item_may_be_take_seconds()
    {
        var clock = Stopwatch.StartNew();

        EditSimilarity.Of(string.Concat(Enumerable.Repeat("ab", 65_000)), [string.Concat(Enumerable.Repeat("ba", 65_000))]);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public void A_similarity_below_one_half_is_zero_and_one_half_is_not()
    {
        Assert.Equal(0.5, EditSimilarity.Of("abcd", ["abxy"]));
        Assert.Equal(0.5, EditSimilarity.Of("ab", ["abcd"]));
        Assert.Equal(0, EditSimilarity.Of("ab", ["abcde"]));
        Assert.Equal(0, EditSimilarity.Of("abcd", ["wxyz"]));
    }

    private static int[] Characters(string text) => [.. text.Select(character => (int)character)];

    private static int[] Text(Random random) =>
        [.. Enumerable.Range(0, random.Next(4) == 0 ? random.Next(300) : random.Next(12)).Select(_ => random.Next(4))];

    private static int OfTable(int[] a, int[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
