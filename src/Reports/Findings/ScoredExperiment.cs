using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Findings;

/// <summary>The specification and scores of an experiment: the data needed by queries over a whole store.</summary>
/// <param name="Summary">The specification it was started with, without its progress.</param>
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

    /// <summary>The same as report data, without curves and measurements.</summary>
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
