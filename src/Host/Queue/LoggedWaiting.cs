using LmmCl.Runs.Progress;
using Microsoft.Extensions.Logging;

namespace LmmCl.Host.Queue;

/// <summary>Logs permanent messages of work that has no progress line.</summary>
internal sealed class LoggedWaiting(ILogger logger) : IWorkProgress
{
    /// <inheritdoc/>
    public void Begin(string title, int total, int done = 0)
    {
    }

    /// <inheritdoc/>
    public void Report(int done, string detail = "")
    {
    }

    /// <inheritdoc/>
    public void End(string sentence) => logger.LogInformation("{Sentence}", sentence);
}
