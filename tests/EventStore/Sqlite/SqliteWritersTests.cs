using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteWritersTests : WritersConformance
{
    private protected override TestStore NewStore() => new TemporaryStore();
}
