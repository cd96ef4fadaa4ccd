using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>The training progress of every stage, step by step.</summary>
/// <param name="Stages">Points by stage, then by step; for a step reported again after a resume, the last report counts.</param>
public sealed record LearningCurves(ImmutableSortedDictionary<StageId, ImmutableSortedDictionary<int, TrainingPoint>> Stages)
    : IReadModel<LearningCurves>
{
    /// <inheritdoc/>
    public static LearningCurves Empty { get; } =
        new(ImmutableSortedDictionary<StageId, ImmutableSortedDictionary<int, TrainingPoint>>.Empty);

    /// <inheritdoc/>
    public LearningCurves Apply(RecordedEvent recorded)
    {
        if (recorded.What is not TrainingProgressed progressed)
            return this;
        var points = Stages.GetValueOrDefault(progressed.Stage) ?? ImmutableSortedDictionary<int, TrainingPoint>.Empty;
        var more = progressed.Points.Select(point => KeyValuePair.Create(point.Step, point));
        return new(Stages.SetItem(progressed.Stage, points.SetItems(more)));
    }
}
