namespace LmmCl.Host.Tests.Queries;

/// <summary>Tests that ask a store of ready-made events. They share the process's console, so they come one after another.</summary>
[CollectionDefinition(nameof(Queries), DisableParallelization = true)]
public sealed class Queries;
