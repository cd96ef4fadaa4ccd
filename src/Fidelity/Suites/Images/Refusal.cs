using LmmCl.Abstractions;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Images;

/// <summary>A case whose input must be refused with a clear error.</summary>
internal static class Refusal
{
    /// <summary>Passes if <paramref name="run"/> throws <see cref="InputException"/>.</summary>
    public static GoldenOutcome Expected(Func<string> run)
    {
        try
        {
            var found = run();
            return new(Verdict.Failed, double.NaN, $"an error was expected, found {found}");
        }
        catch (InputException)
        {
            return GoldenOutcome.Exact;
        }
    }
}
