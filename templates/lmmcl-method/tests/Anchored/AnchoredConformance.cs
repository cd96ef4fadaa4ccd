using LmmCl.Abstractions;
using LmmCl.Testing;

// Seeds and the count of live tensors are process-wide.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Anchored.Tests;

public class AnchoredConformance : MethodConformance
{
    protected override IMitigationMethod Create() => new AnchoredMethod();
}
