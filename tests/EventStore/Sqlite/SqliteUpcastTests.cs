using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteUpcastTests : UpcastConformance
{
    private protected override TestStore NewStore() => new TemporaryStore();
}
