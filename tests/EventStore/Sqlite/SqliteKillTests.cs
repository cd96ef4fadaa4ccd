using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteKillTests : KillConformance
{
    private protected override TestStore NewStore() => new TemporaryStore();
}
