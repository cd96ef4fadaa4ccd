using LmmCl.Abstractions;
using LmmCl.Events;
using LmmCl.EventStore;
using LmmCl.EventStore.Projections;

namespace LmmCl.Runs.Queueing;

/// <summary>
/// A queue's stream and the state folded from it. Every event is appended to the log first, then applied to the state. One service owns a
/// queue; its threads take turns.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="name">Name of the queue.</param>
public sealed class ExperimentQueue(IEventLog log, string name) : IQueue
{
    private readonly string stream = QueueStreams.Of(name);
    private readonly SemaphoreSlim turn = new(1, 1);
    private volatile QueueState state = QueueState.Empty;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public QueueState State => state;

    /// <summary>Reads what was recorded so far.</summary>
    /// <exception cref="InputException">The stream was altered.</exception>
    public async Task OpenAsync(CancellationToken ct) =>
        state = ReadModels.Fold<QueueState>(await log.ReadHistoryAsync(stream, ct: ct));

    /// <summary>Records an event; <paramref name="happening"/> gets the state that it follows.</summary>
    /// <returns>The state after the event.</returns>
    /// <exception cref="InputException">The event cannot follow, or another service writes to this queue.</exception>
    public async Task<QueueState> RecordAsync(Func<QueueState, IQueueEvent> happening)
    {
        await turn.WaitAsync();
        try
        {
            var happened = happening(state);
            return state.FindObstacle(happened) is { } obstacle
                ? throw Refusal(happened.Experiment, obstacle)
                : await AppendAsync(happened);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Records an event if it can follow.</summary>
    /// <returns>True if it was recorded.</returns>
    /// <exception cref="InputException">Another service writes to this queue.</exception>
    public async Task<bool> TryRecordAsync(Func<QueueState, IQueueEvent> happening)
    {
        await turn.WaitAsync();
        try
        {
            var happened = happening(state);
            if (state.FindObstacle(happened) is not null)
            {
                return false;
            }

            await AppendAsync(happened);
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Waits until the state is another than <paramref name="known"/>.</summary>
    public Task ChangedAsync(QueueState known, CancellationToken ct)
    {
        // The signal is read first: a change after that completes it.
        var signal = Volatile.Read(ref changed);
        return ReferenceEquals(state, known) ? signal.Task.WaitAsync(ct) : Task.CompletedTask;
    }

    private async Task<QueueState> AppendAsync(IQueueEvent happened)
    {
        var now = DateTimeOffset.UtcNow;
        try
        {
            await log.AppendAsync(stream, state.Events, [new NewEvent(happened, now)]);
        }
        catch (WrongExpectedVersionException error)
        {
            throw new InputException(
                $"queue '{name}'",
                "another service writes to it, so it is unclear which of the two runs an experiment.",
                "Stop one of them, or give each a queue of its own with --queue.",
                error);
        }

        state = state.Apply(new RecordedEvent(0, happened.Number, now, happened));
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return state;
    }

    private InputException Refusal(string experiment, string obstacle) => new(
        $"experiment '{experiment}'",
        obstacle,
        state.Find(experiment) is null
            ? NearMatches.Suggest(experiment, state.Open.Concat(state.Ended).Select(entry => entry.Experiment))
            : "See the queue with: lmmcl queue");
}
