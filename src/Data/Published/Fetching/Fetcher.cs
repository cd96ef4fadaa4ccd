using System.Collections.Concurrent;

namespace LmmCl.Data.Published.Fetching;

/// <summary>Downloads several files, a few at a time.</summary>
internal static class Fetcher
{
    /// <summary>Downloads all; one that fails does not stop the others.</summary>
    /// <returns>The outcomes, in the order of the items.</returns>
    public static async Task<IReadOnlyList<FetchOutcome>> RunAsync(
        IReadOnlyList<FetchItem> items, Download download, int atOnce, Action<FetchOutcome> say, CancellationToken ct)
    {
        var outcomes = new ConcurrentDictionary<int, FetchOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct };
        await Parallel.ForEachAsync(items.Index(), options, async (one, stop) =>
        {
            var outcome = await download.RunAsync(one.Item, stop);
            outcomes[one.Index] = outcome;
            say(outcome);
        });
        return [.. outcomes.OrderBy(one => one.Key).Select(one => one.Value)];
    }
}
