using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>Peak memory use of each stage.</summary>
/// <param name="Work">By kind of work, then by stage; if the work was resumed, the larger figures count.</param>
public sealed record ResourceUse(
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<StageId, ResourcesMeasured>> Work) : IReadModel<ResourceUse>
{
    /// <summary>Training a skill.</summary>
    public const string Training = "train";

    /// <inheritdoc/>
    public static ResourceUse Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<StageId, ResourcesMeasured>>(StringComparer.Ordinal));

    /// <summary>Peak main memory of a kind of work over all stages, in bytes; null if never measured.</summary>
    public long? PeakMemory(string work) => Of(work).Max(measured => (long?)measured.PeakMemoryBytes);

    /// <summary>Peak device memory of a kind of work over all stages, in bytes; null if never measured.</summary>
    public long? PeakDevice(string work) => Of(work).Max(measured => measured.PeakDeviceBytes);

    /// <inheritdoc/>
    public ResourceUse Apply(RecordedEvent recorded)
    {
        if (recorded.What is not ResourcesMeasured measured)
            return this;
        var stages = Work.GetValueOrDefault(measured.Work) ?? ImmutableSortedDictionary<StageId, ResourcesMeasured>.Empty;
        var peak = stages.TryGetValue(measured.Stage, out var before) ? Larger(before, measured) : measured;
        return new(Work.SetItem(measured.Work, stages.SetItem(measured.Stage, peak)));
    }

    private static ResourcesMeasured Larger(ResourcesMeasured one, ResourcesMeasured other) => other with
    {
        PeakMemoryBytes = Math.Max(one.PeakMemoryBytes, other.PeakMemoryBytes),
        PeakDeviceBytes = ((long?[])[one.PeakDeviceBytes, other.PeakDeviceBytes]).Max(),
    };

    private IEnumerable<ResourcesMeasured> Of(string work) => Work.GetValueOrDefault(work)?.Values ?? [];
}
