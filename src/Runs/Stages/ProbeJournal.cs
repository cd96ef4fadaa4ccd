using LmmCl.Events;
using LmmCl.Modeling.Files;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Stages;

/// <summary>Records a probe with its details.</summary>
internal static class ProbeJournal
{
    /// <summary>Writes the details into the run folder, then records the values with the file's hash.</summary>
    /// <param name="journal">The journal to record in.</param>
    /// <param name="plan">The experiment.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="probe">Id and version of the probe.</param>
    /// <param name="values">The figures.</param>
    /// <param name="samples">Number of samples behind them.</param>
    /// <param name="details">Content of the file with details.</param>
    public static async Task RecordProbeAsync(
        this ExperimentJournal journal,
        ExperimentPlan plan,
        StageId stage,
        (string Id, int Version) probe,
        IReadOnlyDictionary<string, double> values,
        int samples,
        byte[] details)
    {
        var path = plan.Folder.Probe(stage, probe.Id);
        DurableFile.Write(path, details);
        await journal.RecordAsync(new ProbeMeasured(
            stage, probe.Id, probe.Version, values, samples, ContentHash.OfFile(path), plan.Folder.Relative(path)));
    }
}
