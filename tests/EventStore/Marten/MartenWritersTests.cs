using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenWritersTests : WritersConformance
{
    private protected override TestStore NewStore() => new MartenStore();
}
