using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Api.Recorded;

/// <summary>An experiment as of the last of its events that was read.</summary>
/// <param name="Name">Name of the experiment.</param>
/// <param name="First">Sequence number of its first event.</param>
/// <param name="Summary">Its plan and progress.</param>
/// <param name="Head">Its last event.</param>
internal sealed record IndexedExperiment(string Name, long First, ExperimentSummary Summary, IndexedHead Head)
{
    /// <summary>The latest failure of a stage that was not repaired since; null if there is none.</summary>
    public StageFailed? Failure =>
        Summary.Status == ExperimentStatus.Failed ? Summary.Stages.Values.LastOrDefault(stage => stage.Failure is not null)?.Failure : null;

    /// <summary>Number of planned stages, with that of the base model.</summary>
    public int Stages => Summary.Specification is { } started ? started.Stages.Count + 1 : 0;

    /// <summary>Number of complete stages, with that of the base model.</summary>
    public int StagesDone => Summary.Stages.Values.Count(stage => stage.CompletedAt is not null);

    /// <summary>The last stage that was started; null before the first.</summary>
    public int? Stage => Summary.Stages.IsEmpty ? null : Summary.Stages.Keys.Last().Number;
}

/// <summary>The last event of a stream.</summary>
/// <param name="Sequence">Its position in the whole log.</param>
/// <param name="Version">Its position in the stream.</param>
/// <param name="Hash">Its hash, in hexadecimal.</param>
/// <param name="At">Its time.</param>
internal readonly record struct IndexedHead(long Sequence, long Version, string Hash, DateTimeOffset At)
{
    /// <summary>The head that an event is.</summary>
    public static IndexedHead Of(StoredEvent stored) =>
        new(stored.Sequence, stored.Version, Convert.ToHexStringLower(stored.Hash.Span), stored.Timestamp);
}
