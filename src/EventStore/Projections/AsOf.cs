using System.Globalization;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>A point in a history. A null bound is no bound; the default is now.</summary>
/// <param name="Sequence">Last sequence number to include.</param>
/// <param name="Time">Last time to include.</param>
/// <param name="Stage">Last stage to include.</param>
public readonly record struct AsOf(long? Sequence = null, DateTimeOffset? Time = null, StageId? Stage = null)
{
    /// <summary>True if the event is not after this point. A history ends at the first event for which it is false.</summary>
    public bool Includes(RecordedEvent recorded) =>
        !(recorded.Sequence > Sequence)
        && !(recorded.At > Time)
        && !(Stage is { } last
            && (recorded.What is ExperimentCompleted || (recorded.What is IStageEvent within && within.Stage.CompareTo(last) > 0)));

    /// <summary>A description: <c>sequence 412</c>, <c>2026-11-22 10:00:00 UTC</c>, <c>stage 3</c>; <c>now</c> without bounds.</summary>
    public override string ToString()
    {
        var bounds = new List<string>();
        if (Sequence is { } sequence)
            bounds.Add(string.Create(CultureInfo.InvariantCulture, $"sequence {sequence}"));
        if (Time is { } time)
            bounds.Add(time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF 'UTC'", CultureInfo.InvariantCulture));
        if (Stage is { } stage)
            bounds.Add($"stage {stage}");
        return bounds.Count == 0 ? "now" : string.Join(", ", bounds);
    }
}
