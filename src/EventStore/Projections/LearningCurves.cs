using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>Every stage's training, step by step.</summary>
/// <param name="Stages">Points by stage, then by step; a step that was reported again after a resume counts as reported last.</param>
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
