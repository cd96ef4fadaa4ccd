using System.Collections.Concurrent;
using TorchSharp;

namespace LmmCl.Testing;

/// <summary>
/// TorchSharp's count of live tensors. It is kept per thread, and a tensor left to the garbage collector never counts as freed.
/// <see cref="torch.Tensor.TotalCount"/> cannot be used when parameters are created: each of them is counted twice and freed once.
/// </summary>
public static class LiveTensors
{
    /// <summary>Number of tensors created on this thread and not yet disposed of.</summary>
    public static long OnThisThread => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>
    /// Number of tensors that <paramref name="work"/> creates and does not dispose of. All of it runs on the calling thread, including
    /// awaited parts.
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
