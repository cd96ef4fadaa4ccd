using System.Collections.Immutable;
using LmmCl.Events;

namespace LmmCl.EventStore.Projections;

/// <summary>Probe measurements after each stage.</summary>
/// <param name="Probes">Latest measurements by probe, then by stage.</param>
public sealed record ProbeReadings(ImmutableSortedDictionary<string, ImmutableSortedDictionary<StageId, ProbeMeasured>> Probes)
    : IReadModel<ProbeReadings>
{
    /// <inheritdoc/>
    public static ProbeReadings Empty { get; } =
        new(ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<StageId, ProbeMeasured>>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public ProbeReadings Apply(RecordedEvent recorded)
    {
        if (recorded.What is not ProbeMeasured measured)
            return this;
        var readings = Probes.GetValueOrDefault(measured.Probe) ?? ImmutableSortedDictionary<StageId, ProbeMeasured>.Empty;
        return new(Probes.SetItem(measured.Probe, readings.SetItem(measured.Stage, measured)));
    }
}
