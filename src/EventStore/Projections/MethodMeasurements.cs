using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>Measurements that a method reported about itself.</summary>
/// <param name="Measured">Latest measurements by name, then by stage.</param>
public sealed record MethodMeasurements(
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<StageId, MethodMeasured>> Measured) : IReadModel<MethodMeasurements>
{
    /// <inheritdoc/>
    public static MethodMeasurements Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<StageId, MethodMeasured>>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public MethodMeasurements Apply(RecordedEvent recorded)
    {
        if (recorded.What is not MethodMeasured measured)
            return this;
        var stages = Measured.GetValueOrDefault(measured.Name) ?? ImmutableSortedDictionary<StageId, MethodMeasured>.Empty;
        return new(Measured.SetItem(measured.Name, stages.SetItem(measured.Stage, measured)));
    }
}
