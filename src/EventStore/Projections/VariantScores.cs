using System.Collections.Immutable;
using LmmCl.Events;
using ScoreRows = System.Collections.Immutable.ImmutableSortedDictionary<
    LmmCl.Events.StageId,
    System.Collections.Immutable.ImmutableSortedDictionary<string, LmmCl.EventStore.Projections.ScoreCell>>;

namespace LmmCl.EventStore.Projections;

/// <summary>Scores of the variants that a method offers of its completed stages.</summary>
/// <param name="Variants">Scores by variant, then by stage, then by benchmark.</param>
public sealed record VariantScores(ImmutableSortedDictionary<string, ScoreRows> Variants) : IReadModel<VariantScores>
{
    /// <inheritdoc/>
    public static VariantScores Empty { get; } = new(ImmutableSortedDictionary.Create<string, ScoreRows>(StringComparer.Ordinal));

    /// <summary>The cell of a variant's benchmark after a stage; null if not measured.</summary>
    public ScoreCell? this[string variant, StageId stage, string benchmark] =>
        Variants.GetValueOrDefault(variant)?.GetValueOrDefault(stage)?.GetValueOrDefault(benchmark);

    /// <inheritdoc/>
    public static bool Concerns(Type kind) => kind == typeof(VariantScored) || kind == typeof(VariantRescored);

    /// <inheritdoc/>
    public VariantScores Apply(RecordedEvent recorded) => recorded.What switch
    {
        VariantScored e => Set(e.Variant, e, new(e.Score, e.Prompts, recorded.Sequence, [])),
        VariantRescored e when this[e.Variant, e.Stage, e.Benchmark] is { } before =>
            Set(e.Variant, e, before.Rescored(e.Score, recorded.Sequence)),
        _ => this,
    };

    private VariantScores Set(string variant, IScoreEvent place, ScoreCell cell)
    {
        var stages = Variants.GetValueOrDefault(variant) ?? ScoreRows.Empty;
        var row = stages.GetValueOrDefault(place.Stage) ?? ImmutableSortedDictionary.Create<string, ScoreCell>(StringComparer.Ordinal);
        return new(Variants.SetItem(variant, stages.SetItem(place.Stage, row.SetItem(place.Benchmark, cell))));
    }
}
