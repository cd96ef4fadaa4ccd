using LmmCl.EventStore.Tests.Conformance;

namespace LmmCl.EventStore.Tests.Marten;

public sealed class MartenUpcastTests : UpcastConformance
{
    private protected override TestStore NewStore() => new MartenStore();
}
