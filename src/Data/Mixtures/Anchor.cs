namespace LmmCl.Data.Mixtures;

/// <summary>One end of a range: so many records from the front or from the back.</summary>
internal readonly record struct Anchor(bool FromEnd, Amount Amount)
{
    /// <summary>Reads <c>first:3</c> or <c>end:20%</c>; null where it is neither.</summary>
    public static Anchor? Parse(string text)
    {
        var parts = text.Split(':');
        return (parts is [var word, var amount] ? (word.Trim().ToLowerInvariant(), Amount.Parse(amount)) : default) switch
        {
            ("first", { } count) => new(false, count),
            ("end", { } count) => new(true, count),
            _ => null,
        };
    }

    /// <summary>The position in a list of <paramref name="n"/>.</summary>
    public int In(int n) => FromEnd ? n - Amount.Of(n) : Amount.Of(n);
}
