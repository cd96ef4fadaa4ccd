using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenConformanceTests : EventLogConformance
{
    private protected override TestStore NewStore() => new MartenStore();
}
