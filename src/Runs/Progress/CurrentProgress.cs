namespace LmmCl.Runs.Progress;

/// <summary>Keeps the progress of the current piece of work in memory, and passes permanent messages on.</summary>
/// <param name="time">Clock for the rate.</param>
public sealed class CurrentProgress(TimeProvider time) : IWorkProgress
{
    private volatile Work? current;

    /// <summary>Called with each permanent message.</summary>
    public Action<string>? Said { get; set; }

    /// <summary>The piece of work in progress; null if there is none.</summary>
    public WorkInProgress? Now => current is { } work ? work.Progress(time) : null;

    /// <inheritdoc/>
    public void Begin(string title, int total, int done = 0) => current = new Work(title, total, done, time.GetTimestamp(), done, "");

    /// <inheritdoc/>
    public void Report(int done, string detail = "")
    {
        if (current is { } work)
        {
            current = work with { Done = done, Detail = detail };
        }
    }

    /// <inheritdoc/>
    public void End(string sentence)
    {
        current = null;
        Said?.Invoke(sentence);
    }

    /// <summary>Forgets what is in progress: the experiment has ended.</summary>
    public void Clear() => current = null;

    private sealed record Work(string Title, int Total, int StartedAt, long Begun, int Done, string Detail)
    {
        public WorkInProgress Progress(TimeProvider time) =>
            WorkInProgress.Since(Title, Done, Total, StartedAt, time.GetElapsedTime(Begun), Detail);
    }
}
