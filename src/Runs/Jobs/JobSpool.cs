using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.Runs.Workers.Spool;

namespace LmmCl.Runs.Jobs;

/// <summary>
/// Moves the events that a job has spooled into a log. Ids follow from content, so the job and any number of hosts may do this at the same
/// time: an event is appended once, in the order of the file.
/// </summary>
/// <param name="path">The spool of a submission.</param>
/// <param name="experiment">Name of the experiment.</param>
internal sealed class JobSpool(string path, string experiment)
{
    // What a run records; a stream of an experiment has other events too, which no job writes.
    private static readonly Type[] hostKinds =
    [
        typeof(ExperimentStarted), typeof(PluginLoaded), typeof(InputsRecorded), typeof(ExperimentResumed), typeof(ExperimentPaused),
        typeof(ExperimentCompleted), typeof(StageStarted), typeof(StageCompleted), typeof(StageFailed),
    ];

    private static readonly HashSet<Type> kinds = [.. hostKinds, .. SpoolReader.WorkerKinds];

    private SpoolReader reader = Open(path);

    /// <summary>A reader of a job's spool.</summary>
    public static SpoolReader Open(string path) => new(path, kinds, "job");

    /// <summary>Appends what was spooled since the last call.</summary>
    /// <returns>Number of events that the log did not have.</returns>
    /// <exception cref="InputException">A line is damaged, or the log cannot be written. The next call reads the file again.</exception>
    public async Task<int> IngestAsync(IEventLog log)
    {
        try
        {
            return reader.ReadNew() is { Count: > 0 } events
                ? (await log.AppendAsync(experiment, ExpectedVersion.Any, events)).Appended
                : 0;
        }
        catch
        {
            reader = Open(path);
            throw;
        }
    }
}
