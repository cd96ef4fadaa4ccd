namespace LmmCl.Runs.Progress;

/// <summary>Who is told how far a piece of work is.</summary>
public interface IWorkProgress
{
    /// <summary>Begins a piece of work of <paramref name="total"/> parts, of which <paramref name="done"/> were done before.</summary>
    void Begin(string title, int total, int done = 0);

    /// <summary>Says that <paramref name="done"/> parts are done. Cheap enough to be called after every part.</summary>
    void Report(int done, string detail = "");

    /// <summary>Ends the piece of work with a sentence that stays.</summary>
    void End(string sentence);
}
