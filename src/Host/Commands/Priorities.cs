using LmmCl.Abstractions;

namespace LmmCl.Host.Commands;

/// <summary>Bounds of priorities in the queue.</summary>
internal static class Priorities
{
    private const int Highest = 1000;

    /// <summary>Checks a priority.</summary>
    /// <exception cref="InputException">It is out of bounds.</exception>
    public static void Check(int priority)
    {
        if (Math.Abs((long)priority) > Highest)
        {
            throw new InputException("priority", $"{priority} is not between -{Highest} and {Highest}.");
        }
    }
}
