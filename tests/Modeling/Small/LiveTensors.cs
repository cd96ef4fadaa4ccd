using LmmCl.Modeling.Hardware;

namespace LmmCl.Modeling.Tests.Small;

/// <summary>The count of live tensors is the process's: tests that read it run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LiveTensors
{
    public const string Name = "live tensors";
}
