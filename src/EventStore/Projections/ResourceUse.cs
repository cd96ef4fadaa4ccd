using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>The memory that a stage's work took at its peak.</summary>
/// <param name="Work">By kind of work, then by stage; work that was taken up again counts with its larger figures.</param>
public sealed record ResourceUse(
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<StageId, ResourcesMeasured>> Work) : IReadModel<ResourceUse>
{
    /// <summary>The work of teaching a skill.</summary>
    public const string Training = "train";

    /// <inheritdoc/>
    public static ResourceUse Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<StageId, ResourcesMeasured>>(StringComparer.Ordinal));

    /// <summary>Most main memory of a kind of work in any stage, in bytes; null where none was measured.</summary>
    public long? PeakMemory(string work) => Of(work).Max(measured => (long?)measured.PeakMemoryBytes);

    /// <summary>Most device memory of a kind of work in any stage, in bytes; null where none was measured.</summary>
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
