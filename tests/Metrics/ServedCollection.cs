namespace LmmCl.Metrics.Tests;

/// <summary>Tests of one service and its Prometheus, which they only read.</summary>
[CollectionDefinition(nameof(ServedCollection), DisableParallelization = true)]
public sealed class ServedCollection : ICollectionFixture<ServedExperiments>;
