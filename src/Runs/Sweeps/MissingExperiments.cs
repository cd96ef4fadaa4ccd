using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Sweeps;

/// <summary>The experiments that a sweep planned and a comparison lacks: what was left out may be what did not succeed.</summary>
/// <param name="Sweep">Name of the sweep.</param>
/// <param name="Planned">Number of its planned experiments.</param>
/// <param name="Names">Those that the comparison does not have.</param>
internal sealed record MissingExperiments(string Sweep, int Planned, IReadOnlyList<string> Names)
{
    private const int MostNames = 5;

    /// <summary>One for each sweep that has some of the compared experiments and lacks others.</summary>
    /// <param name="log">The store.</param>
    /// <param name="compared">Names of the compared experiments.</param>
    /// <param name="ct">Stops reading.</param>
    public static async Task<IReadOnlyList<MissingExperiments>> FindAsync(
        IEventLog log, IReadOnlyCollection<string> compared, CancellationToken ct)
    {
        var found = new List<MissingExperiments>();
        foreach (var head in await log.ListSweepsAsync(ct))
        {
            var plans = (await log.ReadHistoryAsync(head.Stream, ct: ct)).Select(recorded => recorded.What).OfType<SweepPlanned>();
            var names = plans.SelectMany(plan => plan.Experiments).Select(experiment => experiment.Name).Distinct().ToList();
            var missing = names.Except(compared).ToList();
            if (missing.Count > 0 && missing.Count < names.Count)
            {
                found.Add(new(head.Stream, names.Count, missing));
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Sweep}: {Names.Count} of {Planned} planned experiments are not in this comparison: {string.Join(", ", Names.Take(MostNames))}"
        + (Names.Count > MostNames ? $" and {Names.Count - MostNames} more" : "");
}
