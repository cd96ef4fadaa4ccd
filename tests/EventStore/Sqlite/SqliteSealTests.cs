using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Sqlite;

public sealed class SqliteSealTests : SealConformance
{
    private protected override TestStore NewStore() => new TemporaryStore();
}
