using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Tests.Progress;

public sealed class ExperimentsProgressTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void In_a_log_each_experiment_says_its_place_the_rate_and_the_time_left()
    {
        var output = new StringWriter();

        Work(new ExperimentsProgress(new ProgressBlock(TestConsole.Create(output), time), time)).Dispose();

        Assert.Equal(
            """
            rates: 6 experiments, 2 complete, 4 to run
            rates: 3 of 6: a
            rates: 4 of 6: b
            rates: b failed, the others continue: too bad
            rates: 5 of 6, 3/h, 1 h 00 min left: c

            """,
            output.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_counts_what_is_done_running_and_waiting()
    {
        var screen = new Screen();
        var counting = Work(new ExperimentsProgress(new ProgressBlock(TestConsole.Create(screen, (100, 10)), time), time));

        Assert.Equal(
            [
                "rates: 6 experiments, 2 complete, 4 to run",
                "rates: b failed, the others continue: too bad",
                "rates: 2 of 6 done, 1 failed, 2 running, 1 waiting, 3/h, 1 h 00 min left",
            ],
            screen.Lines);
        counting.Dispose();
        Assert.Equal(["rates: 6 experiments, 2 complete, 4 to run", "rates: b failed, the others continue: too bad"], screen.Lines);
    }

    private IDisposable Work(ExperimentsProgress progress)
    {
        var counting = progress.Begin("rates", 6, complete: 2);
        progress.Starting("a");
        progress.Starting("b");
        time.Advance(TimeSpan.FromMinutes(20));
        progress.Failed("b", new InvalidOperationException("too\nbad"));
        progress.Starting("c");
        return counting;
    }
}
