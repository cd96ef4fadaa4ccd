using System.Runtime.ExceptionServices;

namespace LmmCl.EventStore.Appending;

/// <summary>
/// Appends that arrive while others are being committed wait, and go into the next transaction together. The caller who finds nobody
/// committing begins; what arrives meanwhile is left to the thread pool, so that nobody works for others without end.
/// </summary>
/// <param name="commit">
/// Commits appends in one transaction and completes each of them. Where it throws, the storage is in an unknown state: every caller gets
/// the error, and nothing more is committed.
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

    /// <summary>Takes no more, and waits for what was taken. False if it was closed before.</summary>
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
