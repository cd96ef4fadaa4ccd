namespace LmmCl.Runs.Progress;

/// <summary>The progress of a piece of work.</summary>
/// <param name="Title">Title of the piece of work.</param>
/// <param name="Done">Parts that are complete.</param>
/// <param name="Total">Number of parts; 0 if it is not known.</param>
/// <param name="Rate">Parts a second; null until one is complete.</param>
/// <param name="EtaSeconds">Seconds to the end at this rate; null until one part is complete, or if there is no end to name.</param>
/// <param name="Detail">A further figure, such as the loss; empty if there is none.</param>
public sealed record WorkInProgress(string Title, int Done, int Total, double? Rate, double? EtaSeconds, string Detail)
{
    /// <summary>The progress with the rate since the work began.</summary>
    /// <param name="title">Title of the piece of work.</param>
    /// <param name="done">Parts that are complete.</param>
    /// <param name="total">Number of parts; 0 if it is not known.</param>
    /// <param name="before">Parts that were complete when the work began; they do not count in the rate.</param>
    /// <param name="elapsed">Time since the work began.</param>
    /// <param name="detail">A further figure; empty if there is none.</param>
    internal static WorkInProgress Since(string title, int done, int total, int before, TimeSpan elapsed, string detail)
    {
        double? rate = done > before ? (done - before) / Math.Max(elapsed.TotalSeconds, 1e-9) : null;
        return new WorkInProgress(title, done, total, rate, total == 0 ? null : (total - done) / rate, detail);
    }
}
