using LmmCl.Runs.Progress;

namespace LmmCl.Workers.Tests.Resuming;

/// <summary>Does something once, when a piece of work has come so far.</summary>
/// <param name="work">Words of its title.</param>
/// <param name="done">How far.</param>
/// <param name="then">What to do.</param>
internal sealed class StoppingProgress(string work, int done, Action then) : IWorkProgress
{
    private bool here;

    public bool Met { get; private set; }

    public static StoppingProgress Never { get; } = new("never", 0, () => { });

    public void Begin(string title, int total, int done = 0) => here = title.Contains(work, StringComparison.Ordinal);

    public void Report(int count, string detail = "")
    {
        if (here && !Met && count >= done)
        {
            Met = true;
            then();
        }
    }

    public void End(string sentence) => here = false;
}
