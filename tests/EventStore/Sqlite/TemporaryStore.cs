using LmmCl.EventStore.Stores.Sqlite;
using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

/// <summary>A store in a folder of its own, gone after the test.</summary>
internal sealed class TemporaryStore : TestStore
{
    private readonly string folder = Directory.CreateTempSubdirectory("lmmcl-store-").FullName;

    internal TemporaryStore() => Log = SqliteEventLog.Open(File);

    internal string File => Path.Combine(folder, "events.db");

    internal override string Name => File;

    /// <summary>What somebody with a database tool can do: the guards are taken away first.</summary>
    internal void Tamper(string sql)
    {
        using var database = new SqliteDatabase(File, create: false);
        database.Execute("PRAGMA synchronous = OFF");
        foreach (var trigger in (string[])["events_are_never_changed", "events_are_never_deleted", "streams_are_never_deleted", "heads_only_move_forward"])
            database.Execute($"DROP TRIGGER IF EXISTS {trigger}");
        database.Execute(sql);
    }

    /// <summary>Runs a statement with the guards in place and returns the message it was refused with.</summary>
    internal string? RefusalOf(string sql)
    {
        using var database = new SqliteDatabase(File, create: false);
        return Record.Exception(() => database.Execute(sql))?.Message;
    }

    internal long Number(string sql)
    {
        using var database = new SqliteDatabase(File, create: false);
        return database.ReadNumber(sql);
    }

    internal string Text(string sql)
    {
        using var database = new SqliteDatabase(File, create: false);
        using var statement = database.Prepare(sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    public override async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
