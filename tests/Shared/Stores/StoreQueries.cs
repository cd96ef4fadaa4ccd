namespace LmmCl.Tests;

/// <summary>Tests that ask a store of ready-made events. They share the process's console, so they come one after another.</summary>
[CollectionDefinition(nameof(StoreQueries), DisableParallelization = true)]
public sealed class StoreQueries;
