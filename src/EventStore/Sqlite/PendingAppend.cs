namespace LmmCl.EventStore.Sqlite;

/// <summary>Events that wait for the next transaction.</summary>
internal sealed class PendingAppend(string stream, long expectedVersion, EncodedEvent[] events)
{
    private readonly TaskCompletionSource<AppendResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AppendResult result;
    private Exception? refusal;

    internal string Stream { get; } = stream;

    internal long ExpectedVersion { get; } = expectedVersion;

    internal EncodedEvent[] Events { get; } = events;

    internal Task<AppendResult> Completion => completion.Task;

    internal void Written(AppendResult written) => result = written;

    /// <summary>This append alone is refused; the others of its transaction are not concerned.</summary>
    internal void Refused(Exception why) => refusal = why;

    internal void Complete()
    {
        if (refusal is null)
            completion.SetResult(result);
        else
            completion.SetException(refusal);
    }

    internal void Fail(Exception why) => completion.SetException(why);
}
