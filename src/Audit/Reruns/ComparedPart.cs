namespace LmmCl.Audit.Reruns;

/// <summary>One kind of result of a stage, compared with its rerun.</summary>
/// <param name="What">The kind of result (<c>tensors</c>).</param>
/// <param name="Compared">Number of items compared.</param>
/// <param name="Different">Number of items that are not bitwise equal.</param>
/// <param name="First">Description of the first difference; null if all items are equal.</param>
/// <param name="IsWithin">True if the differences are acceptable on another kind of hardware or library.</param>
internal sealed record ComparedPart(string What, int Compared, int Different, string? First, bool IsWithin)
{
    /// <summary>Summarises the comparison of a list of pairs.</summary>
    /// <param name="what">The kind of result.</param>
    /// <param name="differences">The difference of each pair; null if equal.</param>
    /// <param name="isWithin">True if such differences are acceptable.</param>
    public static ComparedPart Of(string what, IReadOnlyList<string?> differences, bool isWithin = false) => new(
        what,
        differences.Count,
        differences.Count(difference => difference is not null),
        differences.FirstOrDefault(difference => difference is not null),
        isWithin);

    /// <summary>True if nothing differs.</summary>
    public bool IsEqual => Different == 0;

    /// <inheritdoc/>
    public override string ToString() => (Compared, Different) switch
    {
        (0, _) => $"{What}: none",
        (1, 0) => $"{What}: equal",
        (1, _) => $"{What}: not equal",
        (_, 0) => $"{What}: {Compared} equal",
        _ => $"{What}: {Different} of {Compared} differ",
    };
}
