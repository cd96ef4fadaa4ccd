using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenSealTests : SealConformance
{
    private protected override TestStore NewStore() => new MartenStore();
}
