using System.Globalization;

namespace LmmCl.Plugins.Memory;

/// <summary>Something that was said or that happened.</summary>
/// <param name="Seal">SHA-256 of the plugin's manifest at that time, which stands for all its files.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Time">When, in UTC.</param>
internal sealed record RememberedFact(string? Seal, string Reason, DateTimeOffset Time)
{
    /// <summary>The day, as it is written in reasons.</summary>
    public string Date() => Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
