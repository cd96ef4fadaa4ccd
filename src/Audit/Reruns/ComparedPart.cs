namespace LmmCl.Audit.Reruns;

/// <summary>One kind of result of a stage, as recorded and as it came out again.</summary>
/// <param name="What">Which (<c>tensors</c>).</param>
/// <param name="Compared">How many were compared.</param>
/// <param name="Different">How many are not the same to the bit.</param>
/// <param name="First">The first of those, in words; null where all are the same.</param>
/// <param name="IsWithin">Whether what differs may do so where another kind of hardware or library was used.</param>
internal sealed record ComparedPart(string What, int Compared, int Different, string? First, bool IsWithin)
{
    /// <summary>Compares one pair after another.</summary>
    /// <param name="what">What is compared.</param>
    /// <param name="differences">For each pair what differs, in words; null where nothing does.</param>
    /// <param name="isWithin">Whether such differences may be.</param>
    public static ComparedPart Of(string what, IReadOnlyList<string?> differences, bool isWithin = false) => new(
        what,
        differences.Count,
        differences.Count(difference => difference is not null),
        differences.FirstOrDefault(difference => difference is not null),
        isWithin);

    /// <summary>Whether there is nothing that differs.</summary>
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
