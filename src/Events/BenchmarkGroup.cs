namespace LmmCl.Events;

/// <summary>What a benchmark's score means to an experiment.</summary>
public enum BenchmarkGroup
{
    /// <summary>Measures a skill that a stage teaches.</summary>
    Target,

    /// <summary>Measures a general ability and is watched for forgetting.</summary>
    HeldOut,

    /// <summary>Recorded, but in none of the averages.</summary>
    Extra,
}
