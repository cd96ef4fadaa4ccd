using LmmCl.Events.Serialization;
using LmmCl.EventStore;

namespace LmmCl.Workers.Tests.Spool;

/// <summary>Whether events are the same: what their ids are made of, and when they happened to the microsecond.</summary>
internal static class Same
{
    public static void AreEqual(IEnumerable<NewEvent> expected, IEnumerable<NewEvent> actual) =>
        Assert.Equal(expected.Select(Traits), actual.Select(Traits));

    private static (Guid Id, long At) Traits(NewEvent happened) =>
        (EventIds.Derive("any", happened.Data), happened.Timestamp.UtcTicks / TimeSpan.TicksPerMicrosecond);
}
