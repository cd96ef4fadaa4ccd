using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Workers.Serving;

/// <summary>Reports progress to the host, a few times a second at most.</summary>
internal sealed class ForwardedProgress(PrivateChannel channel, TimeProvider time) : IWorkProgress
{
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(100);

    private long told;

    /// <inheritdoc/>
    public void Begin(string title, int total, int done = 0) => channel.Send(new ProgressBegan(title, total, done));

    /// <inheritdoc/>
    public void Report(int done, string detail = "")
    {
        if (time.GetElapsedTime(told) >= between)
        {
            told = time.GetTimestamp();
            channel.Send(new ProgressMade(done, detail));
        }
    }

    /// <inheritdoc/>
    public void End(string sentence) => channel.Send(new ProgressEnded(sentence));
}
