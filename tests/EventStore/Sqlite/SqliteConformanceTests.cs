using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteConformanceTests : EventLogConformance
{
    private protected override TestStore NewStore() => new TemporaryStore();
}
