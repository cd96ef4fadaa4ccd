using static TorchSharp.torch;

namespace LmmCl.LwF.Tests;

public class PublishedSelectionTests
{
    [Theory]
    [InlineData(4, new long[0])]
    [InlineData(5, new long[] { 0 })]
    [InlineData(23, new long[] { 0, 1, 11, 22 })]
    [InlineData(35, new long[] { 0, 1, 2, 12, 22, 33, 34 })]
    public void A_fifth_of_the_positions_is_taken_at_both_ends_and_at_a_stride_between(long n, long[] expected) =>
        Assert.Equal(expected, PublishedSelection.Positions(n));

    [Theory]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(123_457)]
    public void Never_more_than_a_thousand_positions_are_taken_and_none_twice(long n)
    {
        var positions = PublishedSelection.Positions(n);

        Assert.Equal(Math.Min(n / 5, 1000), positions.Length);
        Assert.Equal(positions.Distinct().Order(), positions);
        Assert.InRange(positions[^1], 0, n - 1);
    }

    /// <summary>1000 rows of a vocabulary of 152,064 are estimated at about 1160 MiB (study C.1).</summary>
    [Theory]
    [InlineData(1000, 152_064, 882)]
    [InlineData(1000, 134_217, 1000)]
    [InlineData(101, 2_000_000, 100)]
    [InlineData(100, 100_000_000, 100)]
    public void The_memory_guard_keeps_as_many_rows_as_the_reference(long rows, long vocabulary, long kept) =>
        Assert.Equal(kept, PublishedSelection.Kept(rows, vocabulary));

    [Fact]
    public void The_guard_draws_the_same_rows_for_the_same_seed_and_none_twice()
    {
        using var scope = NewDisposeScope();
        var rows = arange(1000) + 5;

        long[] Drawn(long seed)
        {
            manual_seed(seed);
            return PublishedSelection.Guarded(rows, 152_064).data<long>().ToArray();
        }

        Assert.Equal(Drawn(3), Drawn(3));
        Assert.NotEqual(Drawn(3), Drawn(4));
        Assert.Equal(882, Drawn(3).Distinct().Count(row => row is >= 5 and < 1005));
    }
}
