namespace LmmCl.Workers.Tests.Resuming;

/// <summary>The same stage with eight steps, for tests that do not need more.</summary>
public sealed class ShortStage() : OneStage(Steps)
{
    public new const int Steps = 2 * StepsPerEpoch;

    internal static string Write(Workplace place) => Write(place, "small", Steps);
}
