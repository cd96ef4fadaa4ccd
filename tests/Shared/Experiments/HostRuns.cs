namespace LmmCl.Tests;

/// <summary>
/// Tests that run the host itself. They share the process's standard output and error, so they come one after another and after all others.
/// </summary>
[CollectionDefinition(nameof(HostRuns), DisableParallelization = true)]
public sealed class HostRuns : ICollectionFixture<FinishedExperiment>;
