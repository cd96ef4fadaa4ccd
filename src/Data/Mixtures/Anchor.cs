namespace LmmCl.Data.Mixtures;

/// <summary>One end of a range: a number of records from the front or the back.</summary>
internal readonly record struct Anchor(bool FromEnd, Amount Amount)
{
    /// <summary>Parses <c>first:3</c> or <c>end:20%</c>; returns null for anything else.</summary>
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

    /// <summary>Returns the position in a list of <paramref name="n"/>.</summary>
    public int In(int n) => FromEnd ? n - Amount.Of(n) : Amount.Of(n);
}
