using System.Globalization;
using LmmCl.Abstractions;

namespace LmmCl.Runs.Experiments;

/// <summary>
/// Number of threads that a worker computes with. It affects results bit by bit, so it depends on <c>OMP_NUM_THREADS</c> only: not on the
/// machine, the command, or how many experiments run side by side.
/// </summary>
internal static class WorkerThreads
{
    /// <summary>The variable that libtorch's OpenMP reads.</summary>
    public const string Variable = "OMP_NUM_THREADS";

    private const int Default = 1;

    /// <summary>The number in the environment, or one.</summary>
    /// <exception cref="InputException">The variable is not a number of threads.</exception>
    public static int Count() => Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Parses the variable. OpenMP also accepts a list, whose first number applies to threads that are not nested.</summary>
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
