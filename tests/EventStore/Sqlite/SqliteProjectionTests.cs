using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteProjectionTests : ProjectionConformance
{
    private protected override TestStore NewStore() => new TemporaryStore();
}
