using LmmCl.EventStore.Stores.Sqlite;

namespace LmmCl.Tests;

/// <summary>Changes a store's file as somebody who owns the disk can.</summary>
internal static class AuditedStore
{
    /// <summary>Betters every score, hashes left as they are; the first bad event is the fourth.</summary>
    public static void Alter(string store)
    {
        using var database = new SqliteDatabase(store, create: false);
        database.Execute("DROP TRIGGER events_are_never_changed");
        database.Execute("UPDATE events SET data = replace(data, '\"value\":', '\"value\":1') WHERE type = 'benchmark-scored'");
    }
}
