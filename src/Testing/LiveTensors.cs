using System.Collections.Concurrent;
using TorchSharp;

namespace LmmCl.Testing;

/// <summary>
/// TorchSharp's count of live tensors. It counts per thread, and a tensor left to the garbage collector is never counted as freed.
/// <see cref="torch.Tensor.TotalCount"/> is of no use where parameters are made: each of them counts twice and is freed once.
/// </summary>
public static class LiveTensors
{
    /// <summary>Tensors made and not yet disposed of on this thread.</summary>
    public static long OnThisThread => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>
    /// Tensors that <paramref name="work"/> makes and does not dispose of. All of it runs on the calling thread, awaited parts too.
    /// </summary>
    public static long LeftBy(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var outer = SynchronizationContext.Current;
        using var continuations = new Continuations();
        SynchronizationContext.SetSynchronizationContext(continuations);
        try
        {
            var before = OnThisThread;
            continuations.RunUntilDone(work());
            return OnThisThread - before;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private sealed class Continuations : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> waiting = [];

        public override void Post(SendOrPostCallback d, object? state) => waiting.Add((d, state));

        public void RunUntilDone(Task task)
        {
            task.ContinueWith(_ => waiting.CompleteAdding(), TaskScheduler.Default);
            foreach (var (callback, state) in waiting.GetConsumingEnumerable())
            {
                callback(state);
            }

            task.GetAwaiter().GetResult();
        }

        public void Dispose() => waiting.Dispose();
    }
}
