namespace LmmCl.EventStore;

/// <summary>Times as microseconds since 1970 in UTC.</summary>
internal static class Timestamps
{
    internal static DateTimeOffset Trim(DateTimeOffset time) => FromMicroseconds(ToMicroseconds(time));

    internal static long ToMicroseconds(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTimeOffset.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
