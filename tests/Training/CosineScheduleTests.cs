using LmmCl.Training.Optimisation;

namespace LmmCl.Training.Tests;

public class CosineScheduleTests
{
    [Fact]
    public void The_rate_starts_at_zero_peaks_after_the_warm_up_and_ends_near_zero()
    {
        var schedule = CosineSchedule.Of(100, 0.03);

        Assert.Equal(3, schedule.WarmupSteps);
        Assert.Equal([0, 1.0 / 3, 2.0 / 3, 1], Enumerable.Range(0, 4).Select(schedule.Factor));
        Assert.InRange(schedule.Factor(99), 1e-9, 1e-3);
        Assert.Equal(0, schedule.Factor(100), 1e-12);
    }

    [Fact]
    public void The_warm_up_is_rounded_up_to_whole_steps() => Assert.Equal(1, CosineSchedule.Of(10, 0.03).WarmupSteps);

    [Fact]
    public void Without_warm_up_the_first_step_has_the_peak_rate() => Assert.Equal(1, CosineSchedule.Of(10, 0).Factor(0));
}
