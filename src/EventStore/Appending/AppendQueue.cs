using System.Runtime.ExceptionServices;

namespace LmmCl.EventStore.Appending;

/// <summary>
/// Groups concurrent appends: those that arrive during a commit go into the next transaction together. A caller that finds no commit in
/// progress starts one; later appends are committed on the thread pool, so that no caller keeps committing for others.
/// </summary>
/// <param name="commit">
/// Commits appends in one transaction and completes each of them. If it throws, the state of the storage is unknown: every caller gets the
/// exception, and nothing more is committed.
/// </param>
internal sealed class AppendQueue(Func<IReadOnlyList<PendingAppend>, ValueTask> commit)
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingAppend> waiting = [];
    private bool committing;
    private bool closed;
    private ExceptionDispatchInfo? failure;

    internal ValueTask<AppendResult> Add(PendingAppend append)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            failure?.Throw();
            waiting.Add(append);
            if (committing)
                return new(append.Completion);
            committing = true;
        }

        _ = CommitWaitingAsync();
        return new(append.Completion);
    }

    /// <summary>Stops accepting appends and waits for the accepted ones. False if the queue was already closed.</summary>
    internal async ValueTask<bool> CloseAsync()
    {
        lock (gate)
        {
            if (closed)
                return false;
            closed = true;
            if (!committing)
                return true;
        }

        await idle.Task.ConfigureAwait(false);
        return true;
    }

    private async Task CommitWaitingAsync()
    {
        while (true)
        {
            List<PendingAppend> batch;
            lock (gate)
                (batch, waiting) = (waiting, []);
            try
            {
                await commit(batch).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                Fail(batch, error);
            }

            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    committing = false;
                    if (closed)
                        idle.SetResult();
                    return;
                }
            }

            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private void Fail(List<PendingAppend> batch, Exception error)
    {
        lock (gate)
        {
            failure = ExceptionDispatchInfo.Capture(error);
            batch = [.. batch, .. waiting];
            waiting = [];
        }

        foreach (var append in batch)
            append.Fail(error);
    }
}
