using System.Globalization;

namespace LmmCl.Runs.Progress;

/// <summary>One line of a block, for consecutive pieces of work: title, progress, rate and remaining time.</summary>
public sealed class ProgressLine(ProgressBlock block, TimeProvider time) : IWorkProgress, IDisposable
{
    private static readonly TimeSpan betweenLines = TimeSpan.FromSeconds(10);

    private string title = "";
    private string rest = "";
    private int total;
    private int startedAt;
    private long begun;
    private long shown;

    /// <summary>The only line of a block on standard error.</summary>
    public static ProgressLine OnStandardError() => new(ProgressBlock.OnStandardError(), TimeProvider.System);

    /// <summary>Sets the text shown on a terminal while no work is in progress.</summary>
    public void Rest(string text)
    {
        rest = text;
        ShowRest();
    }

    /// <inheritdoc/>
    public void Begin(string title, int total, int done = 0)
    {
        (this.title, this.total, startedAt) = (title, total, done);
        begun = shown = time.GetTimestamp();
        if (block.Redraws)
        {
            block.Show(this, Line(done, ""), now: true);
        }
    }

    /// <inheritdoc/>
    public void Report(int done, string detail = "")
    {
        if (block.Redraws || time.GetElapsedTime(shown) >= betweenLines)
        {
            shown = time.GetTimestamp();
            block.Show(this, Line(done, detail));
        }
    }

    /// <inheritdoc/>
    public void End(string sentence)
    {
        ShowRest();
        block.Say(sentence);
    }

    /// <inheritdoc/>
    public void Dispose() => block.Hide(this);

    private void ShowRest()
    {
        if (rest.Length == 0)
        {
            block.Hide(this);
        }
        else if (block.Redraws)
        {
            block.Show(this, rest, now: true);
        }
    }

    private string Line(int done, string detail)
    {
        var work = WorkInProgress.Since(title, done, total, startedAt, time.GetElapsedTime(begun), detail);
        var pace = work.Rate is { } rate ? string.Create(CultureInfo.InvariantCulture, $", {rate:G3}/s") : "";
        var end = work.EtaSeconds is { } left ? $", {Duration(left)} left" : "";
        return $"{title}: {done}{(total == 0 ? "" : $" of {total}")}{pace}{end}{(detail.Length > 0 ? ", " + detail : "")}";
    }

    private static string Duration(double seconds) =>
        seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds):0} s")
        : seconds < 100 * 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h");
}
