namespace LmmCl.Modeling.Tests;

public sealed class SplitMix64Tests
{
    /// <summary>The numbers of the authors' own program (prng.di.unimi.it/splitmix64.c) for this seed.</summary>
    [Fact]
    public void It_gives_the_numbers_of_the_published_program()
    {
        var numbers = new SplitMix64(1234567);

        ulong[] drawn = [numbers.Next(), numbers.Next(), numbers.Next(), numbers.Next(), numbers.Next()];

        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], drawn);
    }
}
