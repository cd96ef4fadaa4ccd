using LmmCl.Host.Sweeps;

namespace LmmCl.Host.Tests.Sweeps;

public sealed class SweepProgressTests
{
    [Fact]
    public void Each_experiment_says_its_place_the_rate_and_the_time_left()
    {
        var (output, clock) = (new StringWriter(), new Clock());
        var progress = new SweepProgress(output, clock);

        progress.Begin("rates", 6, complete: 2);
        progress.Starting("a");
        clock.Now += TimeSpan.FromMinutes(10);
        progress.Ended();
        progress.Starting("b");
        clock.Now += TimeSpan.FromMinutes(20);
        progress.Failed("b", new InvalidOperationException("too\nbad"));
        progress.Starting("c");

        Assert.Equal(
            """
            rates: 6 experiments, 2 complete, 4 to run
            rates: 3 of 6: a
            rates: 4 of 6, 6/h, 30 min 00 s left: b
            rates: b failed, the others go on: too bad
            rates: 5 of 6, 4/h, 30 min 00 s left: c

            """,
            output.ToString());
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
