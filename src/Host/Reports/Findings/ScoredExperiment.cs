using LmmCl.EventStore.Projections;

namespace LmmCl.Host.Reports.Findings;

/// <summary>What an experiment is and what it scored: what questions over a whole store need of each.</summary>
/// <param name="Summary">What it is.</param>
/// <param name="Scores">Its stage x benchmark matrix.</param>
internal sealed record ScoredExperiment(ExperimentSummary Summary, ScoreMatrix Scores) : IReadModel<ScoredExperiment>
{
    /// <inheritdoc/>
    public static ScoredExperiment Empty { get; } = new(ExperimentSummary.Empty, ScoreMatrix.Empty);

    /// <inheritdoc/>
    public ScoredExperiment Apply(RecordedEvent recorded) => new(Summary.Apply(recorded), Scores.Apply(recorded));

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
