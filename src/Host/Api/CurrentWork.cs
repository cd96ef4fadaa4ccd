using LmmCl.Runs.Queueing;

namespace LmmCl.Host.Api;

/// <summary>The current work of the experiments in this process.</summary>
internal sealed class CurrentWork(IRunningExperiments running)
{
    /// <summary>The work of an experiment; null if this process does none.</summary>
    public ProgressItem? Of(string experiment) => running.Find(experiment)?.Progress is { } work ? ProgressItem.Of(work) : null;
}
