using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Threads that a worker computes with. They decide bits, so they follow from <c>OMP_NUM_THREADS</c> alone: not from the machine, the
/// command, or how many experiments run side by side.
/// </summary>
internal static class WorkerThreads
{
    /// <summary>The variable that libtorch's OpenMP reads.</summary>
    public const string Variable = "OMP_NUM_THREADS";

    private const int Default = 1;

    /// <summary>As the environment says, or one.</summary>
    /// <exception cref="InputException">The variable is no number of threads.</exception>
    public static int Count() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>OpenMP also takes a list, whose first number counts for threads that are not nested.</summary>
    internal static int Parse(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            return Default;
        }

        return int.TryParse(given.Split(',')[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var threads) && threads > 0
            ? threads
            : throw new InputException(Variable, $"'{given}' is not a number of threads.", "Set it to 1 or more, or unset it.");
    }
}
