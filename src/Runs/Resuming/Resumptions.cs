using LmmCl.Abstractions;
using LmmCl.EventStore;
using LmmCl.Runs.Experiments;

namespace LmmCl.Runs.Resuming;

/// <summary>Determines which experiments can be resumed, before any of them is.</summary>
internal sealed class Resumptions(IEventLog log, StoredPlans plans)
{
    /// <summary>The experiments with these names; without names, all in the store that have started and are not complete.</summary>
    /// <exception cref="InputException">The store has no experiment with one of the names; the message suggests similar names.</exception>
    public async Task<IReadOnlyList<Resumption>> FindAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        foreach (var name in names)
        {
            await KnownExperiments.CheckAsync(log, name, ct);
        }

        var chosen = names.Count > 0 ? names.Distinct() : (await log.ListExperimentsAsync(ct)).Select(head => head.Stream);
        var found = new List<Resumption>();
        foreach (var name in chosen)
        {
            var journal = await ExperimentJournal.OpenAsync(log, name, ct);
            if (names.Count > 0 || journal.Progress is { Begun: not null, Completed: false, Cancelled: null })
            {
                found.Add(Of(journal));
            }
        }

        return found;
    }

    private Resumption Of(ExperimentJournal journal)
    {
        try
        {
            journal.Progress.RefuseCancelled(journal.Experiment);
            return new Resumption(journal, journal.Progress.Completed ? null : plans.Of(journal), null);
        }
        catch (InputException obstacle)
        {
            return new Resumption(journal, null, obstacle);
        }
    }
}
