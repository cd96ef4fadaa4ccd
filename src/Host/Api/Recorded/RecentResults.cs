using System.Collections.Concurrent;

namespace LmmCl.Host.Api.Recorded;

/// <summary>
/// The results of the latest requests by key. Requests for the same result wait for one computation, and few are computed at a time, so
/// that readers never take the machine from training.
/// </summary>
/// <param name="capacity">Number of results to keep.</param>
internal sealed class RecentResults<TKey, TResult>(int capacity)
    where TKey : notnull
{
    private const int AtATime = 2;

    private readonly ConcurrentDictionary<TKey, Lazy<Task<TResult>>> results = new();
    private readonly Queue<TKey> order = new();
    private readonly SemaphoreSlim turns = new(AtATime, AtATime);

    /// <summary>Number of results that are kept, or being computed.</summary>
    public int Count => results.Count;

    /// <summary>The result for a key, computed unless it is known. A failure is not kept.</summary>
    /// <param name="key">What the result depends on.</param>
    /// <param name="compute">Computes it, even if the first to ask goes away.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<TResult> GetAsync(TKey key, Func<Task<TResult>> compute, CancellationToken ct)
    {
        var fresh = new Lazy<Task<TResult>>(() => Task.Run(() => InTurnAsync(key, compute), CancellationToken.None));
        var kept = results.GetOrAdd(key, fresh);
        if (kept == fresh)
        {
            Forget(key);
        }

        return await kept.Value.WaitAsync(ct);
    }

    private async Task<TResult> InTurnAsync(TKey key, Func<Task<TResult>> compute)
    {
        await turns.WaitAsync();
        try
        {
            return await compute();
        }
        catch
        {
            results.TryRemove(key, out _);
            throw;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Makes room for a new key by removing the oldest.</summary>
    private void Forget(TKey added)
    {
        lock (order)
        {
            order.Enqueue(added);
            while (order.Count > capacity)
            {
                results.TryRemove(order.Dequeue(), out _);
            }
        }
    }
}
