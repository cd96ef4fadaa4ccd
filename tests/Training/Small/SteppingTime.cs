namespace LmmCl.Training.Tests.Small;

/// <summary>Time that passes when it is told to.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;

    public void Pass(TimeSpan duration) => ticks += duration.Ticks;
}
