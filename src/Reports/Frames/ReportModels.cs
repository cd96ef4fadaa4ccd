using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Frames;

/// <summary>
/// The read models of <see cref="ReportData"/> without the training curves, which the JSON of a report does not hold. Applying an event to
/// these is much cheaper than building the data, which only the events that change a report need.
/// </summary>
internal sealed record ReportModels(
    ExperimentSummary Summary,
    ScoreMatrix Scores,
    ProbeReadings Probes,
    VariantScores Variants,
    MethodMeasurements Measurements,
    ResourceUse Resources)
{
    /// <summary>The models before any event.</summary>
    internal static ReportModels Empty { get; } = new(
        ExperimentSummary.Empty, ScoreMatrix.Empty, ProbeReadings.Empty, VariantScores.Empty, MethodMeasurements.Empty, ResourceUse.Empty);

    /// <summary>The models after one more event.</summary>
    internal ReportModels Apply(RecordedEvent recorded) => new(
        Summary.Apply(recorded),
        Scores.Apply(recorded),
        Probes.Apply(recorded),
        Variants.Apply(recorded),
        Measurements.Apply(recorded),
        Resources.Apply(recorded));

    /// <summary>True if the JSON of a report would be the same, apart from its sequence number.</summary>
    internal bool HaveSameReport(ReportModels other) =>
        ReferenceEquals(Scores, other.Scores)
        && ReferenceEquals(Probes, other.Probes)
        && ReferenceEquals(Variants, other.Variants)
        && ReferenceEquals(Measurements, other.Measurements)
        && ReferenceEquals(Resources, other.Resources)
        && ReferenceEquals(Summary.Specification, other.Summary.Specification)
        && Summary.Status == other.Summary.Status
        && Summary.ParametersTrained == other.Summary.ParametersTrained
        && Summary.ParametersTotal == other.Summary.ParametersTotal
        && Summary.Elapsed == other.Summary.Elapsed
        && Summary.TimeInStages == other.Summary.TimeInStages;

    /// <summary>The data of a report.</summary>
    internal ReportData ToData(string experiment, long sequence) =>
        new(experiment, Summary, Scores, LearningCurves.Empty, Probes, Variants, Measurements, Resources, sequence);
}
