using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Findings;

/// <summary>What an experiment is and what it scored: what questions over a whole store need of each.</summary>
/// <param name="Summary">What it was started with; how far it has come is left out.</param>
/// <param name="Scores">Its stage x benchmark matrix.</param>
internal sealed record ScoredExperiment(ExperimentSummary Summary, ScoreMatrix Scores) : IReadModel<ScoredExperiment>
{
    /// <inheritdoc/>
    public static ScoredExperiment Empty { get; } = new(ExperimentSummary.Empty, ScoreMatrix.Empty);

    /// <inheritdoc/>
    public static bool Concerns(Type kind) => ScoreMatrix.Concerns(kind);

    /// <inheritdoc/>
    public ScoredExperiment Apply(RecordedEvent recorded) =>
        Concerns(recorded.What.GetType()) ? new(Summary.Apply(recorded), Scores.Apply(recorded)) : this;

    /// <summary>The same as a report without curves and measurements.</summary>
    public ReportData ToReport(string stream) => new(
        stream,
        Summary,
        Scores,
        LearningCurves.Empty,
        ProbeReadings.Empty,
        VariantScores.Empty,
        MethodMeasurements.Empty,
        ResourceUse.Empty,
        0);
}
