using System.Globalization;

namespace LmmCl.Plugins.Memory;

/// <summary>A decision of the user, or a recorded failure.</summary>
/// <param name="Seal">SHA-256 of the plugin's manifest at that time, which covers all its files.</param>
/// <param name="Reason">The reason, as text.</param>
/// <param name="Time">Time of the fact, in UTC.</param>
internal sealed record RememberedFact(string? Seal, string Reason, DateTimeOffset Time)
{
    /// <summary>The date as written in reasons.</summary>
    public string Date() => Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
