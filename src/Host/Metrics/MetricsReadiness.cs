namespace LmmCl.Host.Metrics;

/// <summary>Says whether the metrics show the whole log: after a restart they are rebuilt from its events first.</summary>
internal sealed class MetricsReadiness(ExperimentRegistry registry, RegistryFollower follower, StoreSampler store)
{
    /// <summary>True once every event that there was at the start is folded, and the store was looked at.</summary>
    public bool IsReady => registry.IsReady && store.Last is not null;

    /// <summary>Sequence number of the last event folded.</summary>
    public long Folded => follower.Folded;
}
