namespace LmmCl.Runs.Progress;

/// <summary>Progress of work that reports how much of it is done, from nothing on.</summary>
internal static class CountedProgress
{
    /// <summary>Starts the piece of work when nothing is done, and reports on it from then on.</summary>
    public static void Count(this IWorkProgress progress, string title, int done, int total)
    {
        if (done == 0)
        {
            progress.Begin(title, total);
        }
        else
        {
            progress.Report(done);
        }
    }
}
