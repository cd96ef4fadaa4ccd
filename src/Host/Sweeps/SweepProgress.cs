using System.Globalization;

namespace LmmCl.Host.Sweeps;

/// <summary>
/// Says before each experiment of a sweep which it is, how many there are, how fast they go and how long the rest will take.
/// </summary>
public sealed class SweepProgress(TextWriter output, TimeProvider time)
{
    private string sweep = "";
    private int total;
    private int skipped;
    private int over;
    private long begun;

    /// <summary>On standard error, so that standard output holds results alone.</summary>
    public static SweepProgress OnStandardError() => new(Console.Error, TimeProvider.System);

    /// <summary>Begins a sweep of <paramref name="total"/> experiments, of which <paramref name="complete"/> need no run.</summary>
    public void Begin(string sweep, int total, int complete)
    {
        (this.sweep, this.total, skipped, over, begun) = (sweep, total, complete, 0, time.GetTimestamp());
        output.WriteLine($"{sweep}: {total} experiments, {complete} complete, {total - complete} to run");
    }

    /// <summary>Before an experiment.</summary>
    public void Starting(string experiment) => output.WriteLine($"{sweep}: {skipped + over + 1} of {total}{Pace()}: {experiment}");

    /// <summary>After one that went well.</summary>
    public void Ended() => over++;

    /// <summary>After one that did not.</summary>
    public void Failed(string experiment, Exception error)
    {
        over++;
        output.WriteLine($"{sweep}: {experiment} failed, the others go on: {error.Message.ReplaceLineEndings(" ")}");
    }

    private string Pace()
    {
        if (over == 0)
        {
            return "";
        }

        var each = time.GetElapsedTime(begun) / over;
        var left = each * (total - skipped - over);
        return string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromHours(1) / each:G3}/h, {Reports.Figures.Duration(left)} left");
    }
}
