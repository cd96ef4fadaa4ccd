using LmmCl.Events;

namespace LmmCl.Tests;

/// <summary>
/// When the power goes: before or after an event is stored, or when somebody says so. From then on nothing is stored any more.
/// </summary>
internal sealed class PowerCut
{
    public Predicate<IExperimentEvent> Before { get; init; } = _ => false;

    public Predicate<IExperimentEvent> After { get; init; } = _ => false;

    public bool Gone { get; private set; }

    /// <summary>An event is about to be stored.</summary>
    public void Storing(IExperimentEvent happened) => HappenIf(Gone || Before(happened));

    /// <summary>An event is stored.</summary>
    public void Stored(IExperimentEvent happened) => HappenIf(After(happened));

    /// <summary>Ends whatever is being done.</summary>
    public void Happen()
    {
        Gone = true;
        throw new IOException("the power went out");
    }

    private void HappenIf(bool now)
    {
        if (now)
        {
            Happen();
        }
    }
}
