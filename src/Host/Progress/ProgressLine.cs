using System.Diagnostics;
using System.Globalization;

namespace LmmCl.Host.Progress;

/// <summary>
/// One line about work in progress: what, how far, the rate and the time left.
/// On a terminal the line is rewritten in place; elsewhere (a log file) a new one appears now and then.
/// </summary>
public sealed class ProgressLine(TextWriter output, bool rewrites, TimeProvider time) : IWorkProgress
{
    private static readonly TimeSpan betweenRewrites = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan betweenLines = TimeSpan.FromSeconds(10);

    private string title = "";
    private int total;
    private int startedAt;
    private long begun;
    private long shown;
    private int width;

    /// <summary>On standard error, so that standard output holds results alone.</summary>
    public static ProgressLine OnStandardError() => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);

    /// <inheritdoc/>
    public void Begin(string title, int total, int done = 0)
    {
        (this.title, this.total, startedAt) = (title, total, done);
        begun = shown = time.GetTimestamp();
        if (rewrites)
        {
            Write(Line(done, ""));
        }
    }

    /// <inheritdoc/>
    public void Report(int done, string detail = "")
    {
        if (time.GetElapsedTime(shown) >= (rewrites ? betweenRewrites : betweenLines))
        {
            shown = time.GetTimestamp();
            Write(Line(done, detail));
        }
    }

    /// <inheritdoc/>
    public void End(string sentence)
    {
        Write(sentence);
        if (rewrites)
        {
            output.WriteLine();
        }

        width = 0;
    }

    private string Line(int done, string detail)
    {
        var seconds = time.GetElapsedTime(begun).TotalSeconds;
        var rate = (done - startedAt) / Math.Max(seconds, 1e-9);
        var pace = done > startedAt
            ? string.Create(CultureInfo.InvariantCulture, $", {rate:G3}/s, {Duration((total - done) / rate)} left")
            : "";
        return $"{title}: {done} of {total}{pace}{(detail.Length > 0 ? ", " + detail : "")}";
    }

    private static string Duration(double seconds) =>
        seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(seconds):0} s")
        : seconds < 100 * 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h");

    private void Write(string line)
    {
        if (!rewrites)
        {
            output.WriteLine(line);
            return;
        }

        output.Write("\r" + line.PadRight(width));
        width = line.Length;
    }
}
