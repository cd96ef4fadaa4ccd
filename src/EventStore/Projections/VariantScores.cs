using System.Collections.Immutable;
using LmmCl.Abstractions.Events;
using VariantStages = System.Collections.Immutable.ImmutableSortedDictionary<
    LmmCl.Abstractions.Events.StageId, System.Collections.Immutable.ImmutableSortedDictionary<string, LmmCl.Abstractions.Events.ScoreRecord>>;

namespace LmmCl.EventStore.Projections;

/// <summary>What the variants scored that a method offers of its finished stages.</summary>
/// <param name="Variants">Newest scores by variant, then by stage, then by benchmark.</param>
public sealed record VariantScores(ImmutableSortedDictionary<string, VariantStages> Variants) : IReadModel<VariantScores>
{
    /// <inheritdoc/>
    public static VariantScores Empty { get; } = new(ImmutableSortedDictionary.Create<string, VariantStages>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public VariantScores Apply(RecordedEvent recorded)
    {
        if (recorded.What is not VariantScored scored)
            return this;
        var stages = Variants.GetValueOrDefault(scored.Variant) ?? VariantStages.Empty;
        var row = stages.GetValueOrDefault(scored.Stage) ?? ImmutableSortedDictionary.Create<string, ScoreRecord>(StringComparer.Ordinal);
        return new(Variants.SetItem(scored.Variant, stages.SetItem(scored.Stage, row.SetItem(scored.Benchmark, scored.Score))));
    }
}
