namespace LmmCl.Events;

/// <summary>Role of a benchmark's score in an experiment.</summary>
public enum BenchmarkGroup
{
    /// <summary>Measures a skill that a stage teaches.</summary>
    Target,

    /// <summary>Measures a general ability and is watched for forgetting.</summary>
    HeldOut,

    /// <summary>Recorded, but excluded from all averages.</summary>
    Extra,
}
