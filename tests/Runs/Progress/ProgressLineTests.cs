using LmmCl.Runs.Progress;

namespace LmmCl.Runs.Tests.Progress;

public sealed class ProgressLineTests
{
    private readonly StringWriter output = new();
    private readonly ManualTime time = new();

    [Fact]
    public void A_line_says_how_far_how_fast_and_how_long_still()
    {
        var line = new ProgressLine(new ProgressBlock(TestConsole.Create(output), time), time);
        line.Begin("stage 1: training", 100);

        time.Advance(TimeSpan.FromSeconds(20));
        line.Report(40, "loss 1.25");

        Assert.Equal("stage 1: training: 40 of 100, 2/s, 30 s left, loss 1.25" + Environment.NewLine, output.ToString());
    }

    [Fact]
    public void Work_done_in_an_earlier_run_does_not_count_in_the_rate()
    {
        var line = new ProgressLine(new ProgressBlock(TestConsole.Create(output), time), time);
        line.Begin("evaluating", 100, done: 90);

        time.Advance(TimeSpan.FromSeconds(10));
        line.Report(95);

        Assert.Contains("0.5/s, 10 s left", output.ToString());
    }

    [Fact]
    public void Work_without_a_known_end_shows_its_rate_only()
    {
        var line = new ProgressLine(new ProgressBlock(TestConsole.Create(output), time), time);
        line.Begin("converting", 0);

        time.Advance(TimeSpan.FromSeconds(20));
        line.Report(40);

        Assert.Equal("converting: 40, 2/s" + Environment.NewLine, output.ToString());
    }

    [Fact]
    public void A_log_is_not_flooded()
    {
        var line = new ProgressLine(new ProgressBlock(TestConsole.Create(output), time), time);
        line.Begin("training", 1000);

        for (var done = 1; done <= 1000; done++)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            line.Report(done);
        }

        Assert.Equal(5, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
