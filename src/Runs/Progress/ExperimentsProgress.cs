using System.Globalization;
using LmmCl.Evaluation;

namespace LmmCl.Runs.Progress;

/// <summary>
/// Progress of experiments that run side by side: the number complete, running and waiting, the rate and the remaining time. On a terminal
/// this is the first line of the block; otherwise a line is printed before each experiment.
/// </summary>
public sealed class ExperimentsProgress(ProgressBlock block, TimeProvider time)
{
    private readonly Lock counting = new();
    private string title = "";
    private int total;
    private int complete;
    private int started;
    private int over;
    private int failed;
    private long begun;

    /// <summary>Starts counting <paramref name="total"/> experiments, of which <paramref name="complete"/> need no run.</summary>
    /// <returns>Stops the counting when disposed.</returns>
    public IDisposable Begin(string title, int total, int complete)
    {
        lock (counting)
        {
            (this.title, this.total, this.complete, started, over, failed) = (title, total, complete, 0, 0, 0);
            begun = time.GetTimestamp();
            block.Say($"{title}: {total} experiments, {complete} complete, {total - complete} to run");
            return new Counting(() => block.Hide(this));
        }
    }

    /// <summary>Reports that an experiment is about to start.</summary>
    public void Starting(string experiment)
    {
        lock (counting)
        {
            started++;
            if (!block.Redraws)
            {
                block.Say($"{title}: {complete + started} of {total}{Pace()}: {experiment}");
            }

            Show();
        }
    }

    /// <summary>Reports that an experiment has succeeded.</summary>
    public void Ended()
    {
        lock (counting)
        {
            over++;
            Show();
        }
    }

    /// <summary>Reports that an experiment has failed.</summary>
    public void Failed(string experiment, Exception error)
    {
        lock (counting)
        {
            over++;
            failed++;
            block.Say($"{title}: {experiment} failed, the others continue: {error.Message.ReplaceLineEndings(" ")}");
            Show();
        }
    }

    private void Show()
    {
        if (block.Redraws)
        {
            var faults = failed > 0 ? $", {failed} failed" : "";
            var waiting = total - complete - started;
            block.Show(
                this,
                $"{title}: {complete + over - failed} of {total} done{faults}, {started - over} running, {waiting} waiting{Pace()}",
                now: true);
        }
    }

    private string Pace()
    {
        if (over == 0)
        {
            return "";
        }

        var each = time.GetElapsedTime(begun) / over;
        var left = each * (total - complete - over);
        return string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromHours(1) / each:G3}/h, {Figures.Duration(left)} left");
    }

    private sealed class Counting(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
