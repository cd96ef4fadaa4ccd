using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenProjectionTests : ProjectionConformance
{
    private protected override TestStore NewStore() => new MartenStore();
}
