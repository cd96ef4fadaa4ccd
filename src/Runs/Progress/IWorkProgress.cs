namespace LmmCl.Runs.Progress;

/// <summary>Receives the progress of a piece of work.</summary>
public interface IWorkProgress
{
    /// <summary>
    /// Starts a piece of work with <paramref name="total"/> parts (0 if their number is not known), of which <paramref name="done"/> are
    /// already complete.
    /// </summary>
    void Begin(string title, int total, int done = 0);

    /// <summary>Reports that <paramref name="done"/> parts are complete. Cheap enough to call after every part.</summary>
    void Report(int done, string detail = "");

    /// <summary>Ends the piece of work with a permanent message.</summary>
    void End(string sentence);
}
