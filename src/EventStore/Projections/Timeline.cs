using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>The events of a history in order, for display.</summary>
/// <param name="Entries">Oldest first.</param>
public sealed record Timeline(ImmutableList<TimelineEntry> Entries) : IReadModel<Timeline>
{
    /// <inheritdoc/>
    public static Timeline Empty { get; } = new([]);

    /// <inheritdoc/>
    public Timeline Apply(RecordedEvent recorded)
    {
        if (recorded.What is TrainingProgressed progressed
            && Entries is [.., { Happened: TrainingProgressed before }]
            && before.Stage == progressed.Stage)
        {
            // Keep only the first and the last point: that is what is shown, and keeping all would store every step twice.
            var joined = progressed with { Points = [before.Points[0], .. progressed.Points.TakeLast(1)] };
            return new(Entries.SetItem(Entries.Count - 1, new(recorded.Sequence, recorded.At, joined)));
        }

        return recorded.What is TrainingProgressed { Points.Count: 0 }
            ? this
            : new(Entries.Add(new(recorded.Sequence, recorded.At, recorded.What)));
    }
}
