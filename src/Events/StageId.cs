using System.Globalization;

namespace LmmCl.Events;

/// <summary>Position of a stage in its experiment: 0 is the untouched base model, k the k-th skill.</summary>
/// <param name="Number">0, 1, 2, ...</param>
public readonly record struct StageId(int Number) : IComparable<StageId>
{
    /// <summary>The untouched base model, evaluated before any training.</summary>
    public static StageId Base => new(0);

    /// <inheritdoc/>
    public int CompareTo(StageId other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
