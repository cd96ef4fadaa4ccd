using LmmCl.EventStore.Tests.Conformance;
using LmmCl.EventStore.Tests.Postgres;

namespace LmmCl.EventStore.Tests.Marten;

/// <summary>A store in a schema of its own on the shared server.</summary>
internal sealed class MartenStore : TestStore
{
    private static int count;

    internal MartenStore() => Log = OpenAnother();

    internal string Schema { get; } = $"store_{Interlocked.Increment(ref count)}";

    internal override string Name => PostgresServer.Shared.Address(Schema);

    /// <summary>Runs a statement with the guards in place; <c>{0}</c> stands for the schema.</summary>
    internal object? Execute(string sql) => PostgresServer.Shared.Execute(string.Format(null, sql, Schema));

    /// <summary>What the database's owner can do: replication mode fires no guards and checks no keys.</summary>
    internal void Tamper(string sql) => Execute($"SET session_replication_role = replica; {sql}");

    public override async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Execute("DROP SCHEMA {0} CASCADE");
    }
}
