using LmmCl.Evaluation;
using LmmCl.EventStore.Projections;
using LmmCl.Reports.Families;

namespace LmmCl.Reports.Tables;

/// <summary>A short summary of an experiment above its tables.</summary>
internal static class ReportHeader
{
    internal static IEnumerable<(string Name, string Value)> Of(ReportData data)
    {
        yield return ("experiment", data.Stream);
        foreach (var moment in Moment([data]))
            yield return moment;
        if (data.Summary.Specification is { } started)
        {
            yield return ("recipe", $"{started.Recipe} (method {started.Method})");
            yield return ("base model", $"{started.BaseModel} ({started.BaseModelHash.Short})");
            yield return ("skills", string.Join(" → ", started.Stages.Select(stage => stage.Skill)));
            yield return ("seed", started.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        yield return ("status", Status(data));
        if (data.Summary.ParametersTrained is not null)
            yield return ("parameters trained", ComparisonTable.Trained(data));
        yield return ("time", Figures.Duration(data.Elapsed));
    }

    /// <summary>The point in time that the experiments are reported at, if it is not now.</summary>
    internal static IEnumerable<(string Name, string Value)> Moment(IReadOnlyList<ReportData> experiments) =>
        experiments.Select(data => data.AsOf).Distinct().Where(asOf => asOf != default).Select(asOf => ("as of", $"{asOf}"));

    private static string Status(ReportData data) => data.Summary.Status switch
    {
        ExperimentStatus.Completed => "completed",
        ExperimentStatus.Cancelled => "cancelled",
        ExperimentStatus.Unknown => "unknown",
        var status => $"{status.ToString().ToLowerInvariant()} after stage {data.Accuracy.Stages} of {data.Scores.Stages.Count}",
    };
}
