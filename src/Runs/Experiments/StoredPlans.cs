using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Plugins;

namespace LmmCl.Runs.Experiments;

/// <summary>Recreates the plan of a started experiment from its name, without the file that it was first run from.</summary>
internal sealed class StoredPlans(IEventLog log, RunOptions options, PluginCatalogue catalogue, PluginMethods methods)
{
    /// <summary>The plan of an experiment of the store.</summary>
    /// <exception cref="InputException">
    /// There is no such experiment, its specification is missing or damaged, something it names no longer exists, or it names something
    /// that has changed since the start.
    /// </exception>
    public async Task<ExperimentPlan> FindAsync(string experiment, CancellationToken ct)
    {
        await KnownExperiments.CheckAsync(log, experiment, ct);
        return Of(await ExperimentJournal.OpenAsync(log, experiment, ct));
    }

    /// <summary>The plan for a journal that is already read.</summary>
    /// <exception cref="InputException">As for <see cref="FindAsync"/>, or the experiment has not started.</exception>
    public ExperimentPlan Of(ExperimentJournal journal)
    {
        var begun = journal.Progress.Begun
            ?? throw new InputException($"experiment '{journal.Experiment}'", "it has not begun.", "Run it first.");
        var folder = RunFolder.Of(options.Runs, journal.Experiment);
        var spec = StoredSpec.Read(folder);
        var plan = Create(spec, folder);
        plan.RefuseOtherSpec(begun, $"Restore the original files, or set their new paths in {folder.Spec}.");
        return plan;
    }

    private ExperimentPlan Create(ExperimentSpec spec, RunFolder folder)
    {
        try
        {
            return ExperimentPlan.Create(spec, options.Runs, catalogue, methods);
        }
        catch (InputException error)
        {
            throw new InputException(
                error.Place,
                error.Fix is null ? error.Problem : $"{error.Problem} {error.Fix}",
                $"The paths of '{spec.Experiment}' are in {folder.Spec}; 'lmmcl run FILE' with its file writes them anew.",
                error);
        }
    }
}
