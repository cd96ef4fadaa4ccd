using System.Globalization;
using LmmCl.Fidelity.Cases;

namespace LmmCl.Fidelity.Suites.Probes;

/// <summary>Tolerance of 1e-5 relative plus 1e-7 absolute; a missing value equals only a missing one.</summary>
internal static class Closeness
{
    public const string Stated = "1e-5 relative, 1e-7 absolute";

    private const double Relative = 1e-5;
    private const double Absolute = 1e-7;

    public static GoldenOutcome Of(string what, double? expected, double? found)
    {
        if (expected is not { } wanted || found is not { } got)
        {
            return GoldenOutcome.Equal(
                expected is null && found is null, () => $"{what}: expected {Written(expected)}, found {Written(found)}");
        }

        return GoldenOutcome.Within(
            Math.Abs(wanted - got), Absolute + (Relative * Math.Abs(wanted)), $"{what}: expected {Written(wanted)}, found {Written(got)}");
    }

    private static string Written(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "none";
}
