using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenKillTests : KillConformance
{
    private protected override TestStore NewStore() => new MartenStore();
}
