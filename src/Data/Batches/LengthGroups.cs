using LmmCl.Data.TinyWorld;

namespace LmmCl.Data.Batches;

/// <summary>
/// An order of examples in which neighbours are of similar length and of one kind, with or without pictures, so that little of a batch is padding
/// (the sampler of the study, B.1): shuffle, cut into groups of one batch, sort inside each, shuffle the groups.
/// </summary>
public static class LengthGroups
{
    /// <summary>Positions of all examples in the order of training; incomplete groups come last.</summary>
    /// <param name="examples">What is trained on.</param>
    /// <param name="groupSize">Examples of one optimiser step.</param>
    /// <param name="seed">Decides the order.</param>
    public static IReadOnlyList<int> Order(IReadOnlyList<EncodedExample> examples, int groupSize, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groupSize, 1);
        var random = SeededRandom.For(seed, "length groups");
        var positions = Enumerable.Range(0, examples.Count).ToList();
        var groups = positions.GroupBy(at => examples[at].Pictures.Count > 0)
            .OrderByDescending(kind => kind.Key)
            .SelectMany(kind => random.Sample(kind, kind.Count()).Chunk(groupSize))
            .ToLookup(group => group.Length == groupSize, group => group.OrderByDescending(at => examples[at].TextLength).ToArray());
        var whole = groups[true].ToList();
        return [.. random.Sample(whole, whole.Count).SelectMany(group => group), .. groups[false].SelectMany(group => group)];
    }
}
